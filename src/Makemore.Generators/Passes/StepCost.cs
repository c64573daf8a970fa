using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>About what a step costs, in multiply-adds of a large product, as measured.</summary>
/// <param name="batch">About how many examples are computed at once.</param>
internal sealed class StepCost(double batch)
{
    // A number of a row is read, and written again.
    private const double CostOfRow = 3;
    private const double CostOfFunction = 1;

    // What is added up along an axis, or filled up, lies in memory before and behind.
    private const double CostOfCumulation = 8;
    private const double CostOfCopy = 2;

    // Sizes that only data know.
    private const double Vocabulary = 32;
    private const double Places = 8;

    /// <summary>The cost of a step that gives a value.</summary>
    public double Of(Tensor tensor)
    {
        var (primitive, inputs) = tensor.Builder.StepOf(tensor);
        return primitive switch
        {
            Contract => OfProduct(inputs[0].Axes, inputs[1].Axes),
            Gather => CostOfRow * Count(tensor.Axes),
            Reduce => CostOfFunction * Count(inputs[0].Axes),
            Unary or Binary or Select => CostOfFunction * Count(tensor.Axes),
            CumulativeSum => CostOfCumulation * Count(tensor.Axes),
            Pad => CostOfCopy * Count(tensor.Axes),
            _ => 0,
        };
    }

    /// <summary>The cost of a product.</summary>
    public double OfProduct(Axes left, Axes right) => Count(left.With(right));

    private double Count(Axes axes) => axes.Items.Select(axis => Estimate(axis.Size)).Aggregate(1.0, (left, right) => left * right);

    private double Estimate(Number size) => size.Value ?? (size is Number.Symbol symbol ? symbol.Name switch
    {
        "vocab" => Vocabulary,
        _ when symbol == GraphBuilder.Batch => batch,
        _ => Places,
    } : Places);
}
