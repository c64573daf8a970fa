using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>A trained tensor of the program's own.</summary>
/// <param name="Axes">Its axes.</param>
/// <param name="Initializer">Draws it.</param>
public sealed record Own(Axes Axes, Initializer Initializer) : Operation("parameter")
{
    /// <inheritdoc/>
    public override string Text => Words("parameter", Axes);

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var shape = WithoutTime(Axes);
        inference.Parameter("", ParameterRole.Weight, Initializer, [.. shape.Dimensions]);
        return shape;
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Parameter("", [.. lowering.Shape.Names]);

    /// <summary>A shape of a program's own; the number of steps is no constant, since a model that samples sees fewer at first.</summary>
    internal static Shape WithoutTime(Axes axes) => axes.Has("time") || axes.Has("batch")
        ? throw new ShapeException(
            $"the axes {axes}", "others than 'batch' and 'time', whose sizes change; 'position' has a trained vector for each place, and 'index' follows a tensor")
        : Shape.Of(axes);

    /// <summary>A word and axes as a program writes them.</summary>
    internal static string Words(string word, Axes axes) =>
        string.Join(" ", axes.Items.Select(axis => $"{axis.Name}={axis.Size}").Prepend(word));
}

/// <summary>The same number everywhere, not trained.</summary>
/// <param name="Value">The number.</param>
/// <param name="Axes">The axes.</param>
public sealed record Fill(Number Value, Axes Axes) : Operation("fill")
{
    /// <inheritdoc/>
    public override string Text => Own.Words($"fill {Value}", Axes);

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => Own.WithoutTime(Axes);

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Fill(Value, lowering.Shape.Axes);
}

/// <summary>The places along an axis of a tensor: 0, 1, 2 ...</summary>
/// <param name="Over">The axis.</param>
public sealed record PlaceIndex(string Over) : Operation("index")
{
    /// <inheritdoc/>
    public override string Text => $"index over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => Shape.Of(new Axes([inference.Axis(Over)]));

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Iota(lowering.Input.Axes[Over]);
}

/// <summary>The larger or the smaller of two numbers.</summary>
/// <param name="IsLargest">Whether it is the larger one.</param>
public sealed record Extreme(bool IsLargest) : Operation(IsLargest ? "max" : "min")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Align(inference.Numbers(), inference.Numbers(1));

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (left, right) = (lowering.Inputs[0], lowering.Inputs[1]);
        return IsLargest ? left.Maximum(right) : (left * Number.Of(-1)).Maximum(right * Number.Of(-1)) * Number.Of(-1);
    }
}

/// <summary>1 where a comparison of two tensors holds, else 0.</summary>
/// <param name="Kind">Which.</param>
public sealed record Comparison(ComparisonKind Kind) : Operation(Kind switch
{
    ComparisonKind.Less => "less",
    ComparisonKind.AtMost => "atMost",
    _ => "equal",
})
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference) => inference.Align(inference.Numbers(), inference.Numbers(1));

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (left, right) = (lowering.Inputs[0], lowering.Inputs[1]);
        return Kind switch
        {
            ComparisonKind.Less => left.Less(right),
            ComparisonKind.AtMost => (right.Less(left) * Number.Of(-1)) + Number.Of(1),
            _ => left.EqualTo(right),
        };
    }
}

/// <summary>How two numbers compare.</summary>
public enum ComparisonKind
{
    /// <summary>The first is smaller.</summary>
    Less,

    /// <summary>The first is not larger.</summary>
    AtMost,

    /// <summary>They are equal.</summary>
    Equal,
}

/// <summary>The second where the first is not 0, else the third.</summary>
public sealed record Where() : Operation("where")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference) =>
        inference.Align(inference.Align(inference.Numbers(), inference.Numbers(1)), inference.Numbers(2));

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Inputs[0].Choose(lowering.Inputs[1], lowering.Inputs[2]);
}

/// <summary>The sum of the products of two tensors along an axis that both have.</summary>
/// <param name="Over">The axis.</param>
public sealed record Dot(string Over) : Operation("dot")
{
    /// <inheritdoc/>
    public override string Text => $"dot over={Over}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        inference.Axis(Over);
        inference.Axis(Over, 1);
        return Shape.Of(inference.Align(inference.Numbers(), inference.Numbers(1)).Axes.Without(Over));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Inputs[0].Dot(lowering.Inputs[1], Over);
}
