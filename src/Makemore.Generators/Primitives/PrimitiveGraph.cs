using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>A computation in primitives, whole enough to be differentiated.</summary>
/// <param name="Body">What is computed.</param>
/// <param name="Results">What the results of <paramref name="Body"/> are.</param>
public sealed record PrimitiveGraph(PrimitiveRegion Body, EquatableArray<GraphResult> Results);

/// <summary>A result of a graph.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The running statistic, the parameter or the watched value that it belongs to; empty for others.</param>
public sealed record GraphResult(ResultKind Kind, string Name = "");

/// <summary>What a result of a graph is.</summary>
public enum ResultKind
{
    /// <summary>The logits.</summary>
    Logits,

    /// <summary>The loss that is trained, in nats per token, with the penalties.</summary>
    Loss,

    /// <summary>The penalties alone.</summary>
    Penalty,

    /// <summary>The new value of a running statistic.</summary>
    Statistic,

    /// <summary>The derivative of the loss by a parameter.</summary>
    Gradient,

    /// <summary>A value on the way to the loss that somebody looks at.</summary>
    Watched,

    /// <summary>The derivative of the loss by such a value.</summary>
    WatchedGradient,
}

/// <summary>Steps that are computed as a whole.</summary>
/// <param name="Nodes">The steps, each behind what it reads.</param>
/// <param name="Results">The values that leave the region.</param>
public sealed record PrimitiveRegion(EquatableArray<PrimitiveNode> Nodes, EquatableArray<int> Results)
{
    /// <summary>What each value is called, null where it has no name. Names are for the reader: regions are equal without them.</summary>
    public EquatableArray<ValueName?> Names { get; init; } = [];

    /// <summary>What a value is called.</summary>
    public ValueName? NameOf(int value) => value < Names.Count ? Names[value] : null;

    /// <inheritdoc/>
    public bool Equals(PrimitiveRegion? other) => other is not null && Nodes.Equals(other.Nodes) && Results.Equals(other.Results);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Nodes.GetHashCode() * 31) + Results.GetHashCode());

    /// <summary>The axes of a value.</summary>
    public Axes AxesOf(int value)
    {
        var node = Nodes.Last(node => node.First <= value);
        return node.Results[value - node.First];
    }
}

/// <summary>A primitive applied.</summary>
/// <param name="First">The number of its first result; those of all nodes of a region follow each other.</param>
/// <param name="Primitive">What is computed.</param>
/// <param name="Inputs">The values that it reads.</param>
/// <param name="Results">The axes of its results.</param>
public sealed record PrimitiveNode(int First, Primitive Primitive, EquatableArray<int> Inputs, EquatableArray<Axes> Results);

/// <summary>What comes into a graph from outside.</summary>
public enum SourceKind
{
    /// <summary>Token ids.</summary>
    Tokens,

    /// <summary>The ids of the tokens to predict; -1 where there is none.</summary>
    Targets,

    /// <summary>How many times each target counts: 0 where there is none, more than once where examples that are equal are computed once.</summary>
    Weights,

    /// <summary>1 where a place holds a token, 0 where it is padded.</summary>
    Mask,

    /// <summary>A parameter or a running statistic.</summary>
    Parameter,

    /// <summary>
    /// Zeros that are added to a value which somebody looks at: the derivative by them is that by the value, at each step of a scan.
    /// </summary>
    Probe,

    /// <summary>What was kept of the places before, when tokens come one by one.</summary>
    Past,
}

/// <summary>A value that comes into a graph.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The path of a parameter, with <c>*</c> for the index of each repetition, along an axis of its own; that of what a probe is added to; the name of what was kept.</param>
/// <param name="Axes">Its axes.</param>
public sealed record Source(SourceKind Kind, string Name, Axes Axes) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [Axes];
}

/// <summary>What comes into the body of a <see cref="Scan"/>.</summary>
public enum PortKind
{
    /// <summary>A state, from the step before.</summary>
    State,

    /// <summary>A sequence, at this step.</summary>
    Element,

    /// <summary>A value that is the same at each step.</summary>
    Constant,
}

/// <summary>A value that comes into the body of a <see cref="Scan"/>.</summary>
/// <param name="Kind">Whether it changes from step to step.</param>
/// <param name="Index">Its place among those of its kind.</param>
/// <param name="Axes">Its axes.</param>
public sealed record Port(PortKind Kind, int Index, Axes Axes) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [Axes];
}

/// <summary>
/// A region computed step by step along an axis. Its inputs are the first states, then the sequences, then what stays the same.
/// The region's results are the next states, then what is kept of each step; those of the whole the last states, then what was
/// kept, along the axis.
/// </summary>
/// <param name="Axis">The steps: <c>time</c> of a recurrent layer, or the layers of a repetition.</param>
/// <param name="States">The number of states.</param>
/// <param name="Sequences">The number of sequences.</param>
/// <param name="Body">A step.</param>
/// <param name="IsBackwards">Whether the steps go from the end of the axis to its start.</param>
public sealed record Scan(Axis Axis, int States, int Sequences, PrimitiveRegion Body, bool IsBackwards) : Primitive
{
    /// <summary>Which of the inputs comes in by a port; by that of a state, the first state.</summary>
    public int InputOf(Port port) => port.Index + port.Kind switch { PortKind.State => 0, PortKind.Element => States, _ => States + Sequences };

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        foreach (var sequence in inputs.Skip(States).Take(Sequences))
        {
            Axes.RequireEqual(sequence[Axis.Name], Axis);
        }

        var results = Body.Results.Select(Body.AxesOf).ToList();
        for (var state = 0; state < States; state++)
        {
            if (!results[state].IsAlike(inputs[state]))
            {
                throw new ShapeException($"a state that becomes {results[state]}", $"{inputs[state]} at each step");
            }
        }

        return results.Select((axes, index) => index < States ? axes : axes.Prepend(Axis)).ToEquatableArray();
    }
}
