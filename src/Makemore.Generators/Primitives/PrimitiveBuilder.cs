using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>Builds a region, primitive by primitive; equal steps are one.</summary>
/// <param name="outer">What builds the region around it; null for a graph.</param>
public sealed class PrimitiveBuilder(PrimitiveBuilder? outer = null)
{
    private readonly List<PrimitiveNode> nodes = [];
    private readonly Dictionary<(Primitive, EquatableArray<int>), PrimitiveNode> known = [];
    private readonly List<Tensor> sequences = [];
    private readonly List<Tensor> constants = [];
    private readonly List<PrimitiveNode> makers = [];
    private readonly List<ValueName?> names = [];
    private readonly List<ValueName?> defaults = [];
    private int values;

    /// <summary>The number of regions around this one.</summary>
    public int Depth { get; } = outer is null ? 0 : outer.Depth + 1;

    /// <summary>The number of values so far.</summary>
    public int Count => values;

    /// <summary>What is being computed: what has no name of its own is called after it. Null where nothing is.</summary>
    public ValueName? Current { get; set; }

    /// <summary>What a value is called; null where it has no name.</summary>
    public ValueName? NameOf(Tensor tensor) => tensor.Builder == this ? names[tensor.Value] ?? defaults[tensor.Value] : tensor.Builder.NameOf(tensor);

    /// <summary>Names a value, and what it is only another view of, unless they have a name.</summary>
    /// <param name="tensor">The value.</param>
    /// <param name="name">The name; null changes nothing.</param>
    /// <param name="after">Values from this one on take the name also where they have another.</param>
    /// <param name="instead">A name that gives way.</param>
    public void Name(Tensor tensor, ValueName? name, int after = int.MaxValue, ValueName? instead = null)
    {
        if (tensor.Builder != this)
        {
            tensor.Builder.Name(tensor, name, after, instead);
        }
        else if (name is not null && (names[tensor.Value] is null || names[tensor.Value] == instead || tensor.Value >= after))
        {
            names[tensor.Value] = name;
            var step = StepOf(tensor);
            if (step.Primitive is Rename or Split or Merge or Expand)
            {
                Name(step.Inputs[0], name, after, instead);
            }
        }
    }

    /// <summary>Applies a primitive that has one result.</summary>
    public Tensor Apply(Primitive primitive, params Tensor[] inputs) => ApplyAll(primitive, inputs)[0];

    /// <summary>Applies a primitive to what comes from this region or from those around it, in the innermost of these.</summary>
    public Tensor Compute(Primitive primitive, IReadOnlyList<Tensor> inputs) =>
        inputs.Count == 0 ? Apply(primitive) : inputs[0].Then(primitive, [.. inputs.Skip(1)]);

    /// <summary>The step that gives a tensor of this region, and what it reads.</summary>
    public (Primitive Primitive, IReadOnlyList<Tensor> Inputs) StepOf(Tensor tensor)
    {
        var node = makers[tensor.Value];
        return (node.Primitive, [.. node.Inputs.Select(Of)]);
    }

    /// <summary>A number.</summary>
    public Tensor Scalar(Number value) => Apply(new Scalar(value));

    /// <summary>The same number everywhere.</summary>
    public Tensor Fill(Number value, Axes axes) =>
        axes.Items.Reverse().Aggregate(Scalar(value), (tensor, axis) => tensor.Then(new Expand(axis)));

    /// <summary>An element of a sequence of the region around this one.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="axis">The axis of the steps.</param>
    public Tensor Element(Tensor sequence, string axis)
    {
        var index = sequences.IndexOf(sequence);
        if (index < 0)
        {
            index = sequences.Count;
            sequences.Add(sequence);
        }

        return Apply(new Port(PortKind.Element, index, sequence.Axes.Without(axis))).Called(sequence.Builder.NameOf(sequence));
    }

    /// <summary>Computes steps along an axis, each from the states of the one before.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="states">The first states.</param>
    /// <param name="step">Gives the next states, then what is kept of the step.</param>
    /// <param name="isBackwards">Whether the steps go from the end of the axis to its start.</param>
    /// <returns>The last states, then what was kept, along the axis.</returns>
    public IReadOnlyList<Tensor> Scan(
        Axis axis, IReadOnlyList<Tensor> states, Func<PrimitiveBuilder, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> step,
        bool isBackwards = false)
    {
        var inner = new PrimitiveBuilder(this);
        List<Tensor> before = [.. states.Select((state, index) => inner.Apply(new Port(PortKind.State, index, state.Axes)))];
        var results = step(inner, before);
        var scan = new Scan(axis, states.Count, inner.sequences.Count, inner.Build(results), isBackwards);
        var whole = ApplyAll(scan, [.. states, .. inner.sequences, .. inner.constants]);
        foreach (var (state, result) in before.Zip(whole, (state, result) => (state, result)))
        {
            Name(result, inner.NameOf(state));
        }

        return whole;
    }

    /// <summary>The finished region.</summary>
    public PrimitiveRegion Build(IEnumerable<Tensor> results) =>
        new(nodes.ToEquatableArray(), results.Select(result => Enter(result).Value).ToEquatableArray())
        {
            Names = names.Zip(defaults, (name, other) => name ?? other).ToEquatableArray(),
        };

    private IReadOnlyList<Tensor> ApplyAll(Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        List<Tensor> own = [.. inputs.Select(Enter)];
        var key = (primitive, own.Select(input => input.Value).ToEquatableArray());
        if (!primitive.IsPure || !known.TryGetValue(key, out var node))
        {
            node = new(values, primitive, key.Item2, primitive.Infer([.. own.Select(input => input.Axes)]));
            values += node.Results.Count;
            makers.AddRange(node.Results.Select(_ => node));
            names.AddRange(node.Results.Select(_ => (ValueName?)null));
            defaults.AddRange(node.Results.Select(_ => Current?.Step(primitive)));
            nodes.Add(node);
            known[key] = node;
        }

        return [.. node.Results.Select((axes, index) => new Tensor(this, node.First + index, axes))];
    }

    /// <summary>What a sequence's element, or a constant, is in the region around this one; null for what is computed here.</summary>
    public Tensor? OutsideOf(Tensor tensor) => StepOf(tensor).Primitive switch
    {
        Port { Kind: PortKind.Element } port => sequences[port.Index],
        Port { Kind: PortKind.Constant } port => constants[port.Index],
        _ => null,
    };

    private Tensor Of(int value)
    {
        var node = makers[value];
        return new(this, value, node.Results[value - node.First]);
    }

    // What stands for a value of a region around this one.
    private Tensor Enter(Tensor tensor)
    {
        if (tensor.Builder == this)
        {
            return tensor;
        }

        var outside = outer!.Enter(tensor);
        var index = constants.IndexOf(outside);
        if (index < 0)
        {
            index = constants.Count;
            constants.Add(outside);
        }

        return Apply(new Port(PortKind.Constant, index, outside.Axes)).Called(outside.Builder.NameOf(outside));
    }
}
