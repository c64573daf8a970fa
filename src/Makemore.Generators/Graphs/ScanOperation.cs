using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>
/// A region computed step by step along time, each time with the same parameters. Its inputs are what is read, then the first
/// states, then what stays the same; the region's are what is read at a step, the states from the step before, and the same.
/// </summary>
/// <param name="Reads">The number of tensors that are read.</param>
/// <param name="States">The number of states.</param>
/// <param name="Body">A step; its results are the next states, the first of which is the result of the step.</param>
public sealed record Scan(int Reads, int States, Region Body) : Operation("scan")
{
    /// <inheritdoc/>
    public override Region Inner => Body;

    /// <inheritdoc/>
    public override Shape Infer(Inference inference)
    {
        var time = inference.Axis("time");
        for (var other = 1; other < Reads; other++)
        {
            inference.RequireEqual(inference.Axis("time", other).Size, time.Size, "tensors of the same number of steps");
        }

        for (var state = 0; state < States; state++)
        {
            var (before, after) = (Body.Nodes[Reads + state].Shape, Body.Nodes[Body.Results[state]].Shape);
            if (!before.Names.SequenceEqual(after.Names))
            {
                throw new ShapeException($"a state of shape {before} that becomes {after}", "a state that keeps its shape from step to step");
            }

            foreach (var (old, next) in before.Axes.Items.Zip(after.Axes.Items, (old, next) => (old, next)))
            {
                inference.RequireEqual(
                    next.Size, old.Size, $"a state that keeps its shape; this begins as {before} and becomes {after}");
            }
        }

        if (Body.WithInner.Any(region => region.Parameters.Any(parameter => !parameter.IsTrained)))
        {
            throw new ShapeException("batchnorm within a step", "a normalization without running statistics, such as layernorm");
        }

        return Shape.Of(Body.Output.Shape.Axes.Prepend(time));
    }

    /// <inheritdoc/>
    public override Tensor Lower(Lowering lowering) => lowering.Scan(this);
}
