using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>What is made of all numbers along an axis.</summary>
public enum AxisFunction
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>The mean of the squares of their distances from their mean.</summary>
    Variance,

    /// <summary>The largest.</summary>
    Maximum,

    /// <summary>The smallest.</summary>
    Minimum,
}

/// <summary>One number of all along an axis.</summary>
/// <param name="Function">What is made of them.</param>
/// <param name="Over">The axis.</param>
public sealed record Reduction(AxisFunction Function, string Over) : Operation(Keywords.Of(Function))
{
    /// <inheritdoc/>
    public override string Text => $"{Keyword} over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.Axis(Over);
        return Shape.Of(inference.Numbers().Axes.Without(Over));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var x = lowering.Input;
        switch (Function)
        {
            case AxisFunction.Sum:
                return x.Sum(Over);
            case AxisFunction.Mean:
                return x.Mean(Over);
            case AxisFunction.Maximum:
                return x.Largest(Over);
            case AxisFunction.Minimum:
                return (x * Number.Of(-1)).Largest(Over) * Number.Of(-1);
            default:
                var centered = (x - x.Mean(Over).Called("mean")).Called("centered");
                return (centered * centered).Mean(Over);
        }
    }
}

/// <summary>At each place the sum up to it along an axis.</summary>
/// <param name="Over">The axis.</param>
public sealed record RunningSum(string Over) : Operation("cumsum")
{
    /// <inheritdoc/>
    public override string Text => $"cumsum over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.Axis(Over);
        return inference.Numbers();
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Input.Then(new CumulativeSum(Over));
}

/// <summary>Shares that add up to 1 along an axis, or their logarithms.</summary>
/// <param name="Over">The axis.</param>
/// <param name="IsLogarithm">Whether they are logarithms.</param>
public sealed record Softmax(string Over, bool IsLogarithm) : Operation(IsLogarithm ? "logSoftmax" : "softmax")
{
    /// <inheritdoc/>
    public override string Text => $"{Keyword} over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.Axis(Over);
        return inference.Numbers();
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        if (!IsLogarithm)
        {
            return lowering.Input.Softmax(Over);
        }

        var below = (lowering.Input - lowering.Input.Shift(Over).Called("largest")).Called("below");
        return below - below.Map(UnaryFunction.Exp).Called("powers").Sum(Over).Called("total").Map(UnaryFunction.Log);
    }
}
