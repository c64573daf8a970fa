using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// One number of a row that is computed anyway, such as the logit of the target, is a sum over the row with zeros in all other
/// places: so it is taken in the loop that computes the row, and its derivative in the loop that computes the others.
/// </summary>
public sealed class ChosenSums : Pass
{
    /// <inheritdoc/>
    public override string Name => "chosen sums";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs) => primitive switch
    {
        Gather gather when IsComputed(inputs[0], gather.Axis) && inputs[1].Axes.Items.All(axis => inputs[0].Axes.Has(axis.Name)) =>
            IsAt(inputs[1], inputs[0].Axes[gather.Axis]).Choose(inputs[0], Zero(inputs[0])).Sum(gather.Axis),
        Scatter { Over.Count: 0 } scatter => IsAt(inputs[1], scatter.Axis).Choose(inputs[0], Zero(inputs[0])),
        _ => null,
    };

    private static bool IsComputed(Tensor tensor, string axis)
    {
        while (StepOf(tensor) is (Rename rename, var inputs))
        {
            axis = rename.To == axis ? rename.From : axis;
            tensor = inputs[0];
        }

        return StepOf(tensor) is not null;
    }

    private static Tensor IsAt(Tensor places, Axis axis) => places.EqualTo(places.Builder.Apply(new Iota(axis)));

    private static Tensor Zero(Tensor tensor) => tensor.Builder.Scalar(Number.Of(0));
}
