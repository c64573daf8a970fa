using Makemore.Generators.Primitives;

namespace Makemore.Generators.Differentiation;

/// <summary>A step that was computed, with what it has read and made.</summary>
/// <param name="Primitive">The step.</param>
/// <param name="Inputs">What it has read; of a scan the first states, then the sequences.</param>
/// <param name="Results">What it has made.</param>
/// <param name="Inside">What a scan has computed at each step; null for others.</param>
internal sealed record TapeEntry(Primitive Primitive, IReadOnlyList<Tensor> Inputs, IReadOnlyList<Tensor> Results, ScanTape? Inside);

/// <summary>What a scan has computed at each step.</summary>
/// <param name="Body">The steps of a step.</param>
/// <param name="States">The states before it.</param>
/// <param name="Elements">What it has read of the sequences.</param>
/// <param name="Results">The next states, then what the scan keeps.</param>
/// <param name="Kept">Each value of a step, along the axis of the scan.</param>
internal sealed record ScanTape(
    Tape Body, IReadOnlyList<Tensor> States, IReadOnlyList<Tensor> Elements, IReadOnlyList<Tensor> Results,
    IReadOnlyDictionary<Tensor, Tensor> Kept);

/// <summary>
/// A computation written anew such that all that it computes can be read afterwards: scans keep each value of each step. What
/// nobody reads in the end is taken away again by <see cref="LiveGraph"/>.
/// </summary>
internal sealed class Tape
{
    private readonly List<TapeEntry> entries = [];
    private readonly List<Tensor> values = [];
    private readonly Dictionary<Tensor, Primitive> leaves = [];
    private readonly Dictionary<Tensor, TapeEntry> steps = [];
    private readonly HashSet<Tensor> factors = [];

    private Tape(PrimitiveBuilder builder) => Builder = builder;

    /// <summary>What builds the region.</summary>
    public PrimitiveBuilder Builder { get; }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<TapeEntry> Entries => entries;

    /// <summary>Computes a region with a builder.</summary>
    /// <param name="region">The region.</param>
    /// <param name="builder">What builds it.</param>
    /// <param name="port">Gives what comes into it.</param>
    /// <param name="results">Its results.</param>
    public static Tape Of(PrimitiveRegion region, PrimitiveBuilder builder, Func<Port, Tensor> port, out IReadOnlyList<Tensor> results)
    {
        var tape = new Tape(builder);
        foreach (var node in region.Nodes)
        {
            tape.Add(region, node, port);
        }

        results = [.. region.Results.Select(result => tape.values[result])];
        return tape;
    }

    /// <summary>Everything that the region has computed from something.</summary>
    public IEnumerable<Tensor> Computed =>
        entries.SelectMany(entry => entry.Results).Where(tensor => tensor.Builder == Builder && !leaves.ContainsKey(tensor));

    /// <summary>What is the same wherever it is computed, such as a number: it is not kept but computed again.</summary>
    public IReadOnlyDictionary<Tensor, Primitive> Leaves => leaves;

    /// <summary>Whether a value is a factor of a product, so that it lies in memory anyway.</summary>
    public bool IsFactor(Tensor tensor) => factors.Contains(tensor);

    /// <summary>The step that gives a value; null where it comes from outside.</summary>
    public TapeEntry? StepOf(Tensor tensor) => steps.TryGetValue(tensor, out var entry) ? entry : null;

    /// <summary>What is read of the regions around it.</summary>
    public IEnumerable<Tensor> Constants => entries
        .SelectMany(entry => entry.Inputs.Concat(entry.Inside?.Results ?? []).Concat(entry.Inside?.Body.Constants ?? []))
        .Where(tensor => tensor.Builder.Depth < Builder.Depth).Distinct();

    private void Add(PrimitiveRegion region, PrimitiveNode node, Func<Port, Tensor> port)
    {
        List<Tensor> inputs = [.. node.Inputs.Select(input => values[input])];
        switch (node.Primitive)
        {
            case Port one:
                values.Add(port(one).Called(region.NameOf(node.First)));
                break;
            case Scan scan:
                values.AddRange(Add(scan, inputs).Take(node.Results.Count).Select((result, index) => result.Called(region.NameOf(node.First + index))));
                break;
            default:
                var result = Builder.Compute(node.Primitive, inputs).Called(region.NameOf(node.First));
                entries.Add(new(node.Primitive, inputs, [result], null));
                steps[result] = entries[entries.Count - 1];
                factors.UnionWith(node.Primitive is Contract ? inputs.Select(Renamed) : []);
                if (inputs.Count == 0 && node.Primitive.IsPure)
                {
                    leaves[result] = node.Primitive;
                }

                values.Add(result);
                break;
        }
    }

    private Tensor Renamed(Tensor tensor) => StepOf(tensor) is { Primitive: Rename } step ? Renamed(step.Inputs[0]) : tensor;

    private IReadOnlyList<Tensor> Add(Scan scan, IReadOnlyList<Tensor> inputs)
    {
        Tape? body = null;
        IReadOnlyList<Tensor> before = [], next = [];
        List<Tensor> elements = [], kept = [];
        var results = Builder.Scan(
            scan.Axis, [.. inputs.Take(scan.States)],
            (inner, states) =>
            {
                before = states;
                elements = [.. inputs.Skip(scan.States).Take(scan.Sequences).Select(sequence => inner.Element(sequence, scan.Axis.Name))];
                body = Of(
                    scan.Body, inner,
                    port => port.Kind switch
                    {
                        PortKind.State => states[port.Index],
                        PortKind.Element => elements[port.Index],
                        _ => inputs[scan.InputOf(port)],
                    },
                    out next);
                kept = [.. states.Concat(body.Computed).Distinct()];
                return [.. next, .. kept];
            },
            scan.IsBackwards);
        var along = kept.Select((tensor, index) => (tensor, Whole: results[next.Count + index].Called(tensor.Builder.NameOf(tensor)))).ToDictionary(pair => pair.tensor, pair => pair.Whole);
        foreach (var (element, sequence) in elements.Zip(inputs.Skip(scan.States), (element, sequence) => (element, sequence)))
        {
            along[element] = sequence;
        }

        entries.Add(new(scan, [.. inputs.Take(scan.States + scan.Sequences)], results, new(body!, before, elements, next, along)));
        return results;
    }
}
