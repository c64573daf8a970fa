using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>A trained vector added for each place in the context: (batch, context, width) to the same.</summary>
/// <param name="Initializer">Draws the table, (context, width).</param>
public sealed record Position(Initializer Initializer) : Operation("position")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        inference.Parameter("weight", ParameterRole.Weight, Initializer, input.Dimensions[1], input.Last);
        return input;
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var table = lowering.Parameter("weight", "time", "width");
        return lowering.Input + table.Slice("time", Number.Of(0), lowering.Input.Axes["time"].Size);
    }
}

/// <summary>
/// Each <paramref name="Steps"/> consecutive steps joined: (batch, time, width) to (batch, time / n, n * width).
/// </summary>
/// <param name="Steps">The number of steps that become one.</param>
public sealed record FlattenSteps(Number Steps) : Operation("flatten")
{
    /// <inheritdoc/>
    public override string Text => $"flatten {Steps}";

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        var time = input.Dimensions[1];
        inference.RequireMultiple(time, Steps, "a number of steps that can be divided evenly; change 'context' or the argument");
        var left = time / Steps;
        // A single step that is left is no dimension any more, as in the lecture's FlattenConsecutive.
        if (left.Value is 1)
        {
            inference.RequireEqual(left, Number.Of(1), "");
            return Shape.Of(input.Dimensions[0], Steps * input.Last);
        }

        return Shape.Of(input.Dimensions[0], left, Steps * input.Last);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var (x, width) = (lowering.Input, lowering.Input.Axes["width"]);
        return lowering.Shape.Rank == 2
            ? x.Merge("time", width.Name)
            : x.Split("time", new("time", x.Axes["time"].Size / Steps), new("step", Steps)).Merge("step", width.Name);
    }
}

/// <summary>The last step alone: (batch, context, width) to (batch, width).</summary>
public sealed record Last() : Operation("last")
{
    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var input = inference.Sequence();
        return Shape.Of(input.Dimensions[0], input.Last);
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering)
    {
        var time = lowering.Input.Axes["time"].Size;
        return lowering.Input.Slice("time", time - Number.Of(1), Number.Of(1)).Merge("time", "width");
    }
}
