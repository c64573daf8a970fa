using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>What all regions of a model share while it is lowered.</summary>
internal sealed record ModelLowering(LoweringMode Mode, Number Vocabulary, Tensor? Mask);

/// <summary>Lowers the nodes of a region.</summary>
/// <param name="model">What all regions share.</param>
/// <param name="region">The region.</param>
/// <param name="builder">What builds its steps.</param>
/// <param name="source">Reads a parameter by its path in the region that keeps it, with its axes.</param>
/// <param name="step">Where the region is a step, whose parameters the region around it keeps: that, and the node of the step.</param>
/// <param name="scope">The path of what the region belongs to, in front of the names of its values.</param>
/// <param name="probe">Reads a probe by its path in the region, with its axes; null where nobody looks at the values.</param>
internal sealed class RegionLowering(
    ModelLowering model, Region region, PrimitiveBuilder builder, Func<string, Axes, Tensor> source,
    (RegionLowering Around, Node Node)? step = null, string scope = "",
    Func<string, Axes, Tensor>? probe = null)
{
    private const string LayerAxis = "layer";

    private readonly Dictionary<int, (Tensor Tensor, IReadOnlyList<string> Axes)> parameters = [];

    public ModelLowering Model => model;

    public Region Region => region;

    public PrimitiveBuilder Builder => builder;

    /// <summary>Running statistics and their new values.</summary>
    public List<(Tensor Statistic, Tensor Value)> Updates { get; } = [];

    /// <summary>The outputs of nonlinearities, with their paths; only where somebody looks at them.</summary>
    public List<(string Path, Operation Operation, Tensor Value)> Watched { get; } = [];

    /// <summary>Whether an axis tells the layers of a repetition apart.</summary>
    public static bool IsOfLayers(Axis axis) => axis.Name.StartsWith(LayerAxis, StringComparison.Ordinal);

    /// <summary>The result of the region for what comes in.</summary>
    public Tensor Lower(IReadOnlyList<Tensor> inputs) => LowerAll(inputs)[0];

    /// <summary>The results of the region for what comes in.</summary>
    public IReadOnlyList<Tensor> LowerAll(IReadOnlyList<Tensor> inputs)
    {
        var results = new List<Tensor>();
        foreach (var node in region.Nodes)
        {
            results.Add(results.Count < inputs.Count ? inputs[results.Count].Called(new ValueName(scope, node.FullName)) : Lower(node, [.. node.Inputs.Select(input => results[input])]));
        }

        return [.. region.Results.Select(result => results[result])];
    }

    // What a node computes is called after it.
    private Tensor Lower(Node node, IReadOnlyList<Tensor> inputs)
    {
        var (name, around, before) = (new ValueName(scope, node.FullName), builder.Current, builder.Count);
        builder.Current = name;
        var result = node.Operation.Lower(new(this, node, inputs));
        builder.Name(result, name, after: before);
        builder.Current = around;
        return probe is not null && WatchedValue.IsNonlinearity(node.Operation) ? Watch(node, result, probe) : result;
    }

    private Tensor Watch(Node node, Tensor value, Func<string, Axes, Tensor> probe)
    {
        Watched.Add((node.FullName, node.Operation, value));
        return value + probe(node.FullName, value.Axes);
    }

    // What was watched in a region within this one, seen from here.
    private void Watch(string path, RegionLowering inner, IEnumerable<Tensor> values) =>
        Watched.AddRange(inner.Watched.Zip(values, (watched, value) => ($"{path}.{watched.Path}", watched.Operation, value)));

    private string ScopeOf(Node node) => new ValueName(scope, node.FullName).Path;

    // The steps in which the region stands, below the one that keeps its parameters.
    private string Path => step is { } inner ? $"{inner.Around.Path}{inner.Node.FullName}." : "";

    /// <summary>A parameter; another reader may call its axes by other names.</summary>
    public Tensor Parameter(int id, IReadOnlyList<string> axes)
    {
        if (step is { } inner)
        {
            return inner.Around.Parameter(inner.Node.Parameters[id], axes);
        }

        if (!parameters.TryGetValue(id, out var known))
        {
            var parameter = region.Parameters[id];
            var named = new Axes(axes.Zip(parameter.Shape.Dimensions, (name, size) => new Axis(name, size)).ToEquatableArray());
            known = (source(parameter.Name, named), axes);
            parameters.Add(id, known);
        }

        return known.Axes.Zip(axes, (from, to) => (from, to)).Where(pair => pair.from != pair.to)
            .Aggregate(known.Tensor, (tensor, pair) => tensor.Rename(pair.from, pair.to));
    }

    /// <summary>A region where it stands.</summary>
    public Tensor Compute(Node node, Region body, IReadOnlyList<Tensor> inputs)
    {
        var inside = new RegionLowering(
            model, body, builder, source, (this, node), ScopeOf(node), probe is null ? null : (name, axes) => probe($"{node.FullName}.{name}", axes));
        var result = inside.Lower(inputs);
        Watch(node.FullName, inside, inside.Watched.Select(watched => watched.Value));
        return result;
    }

    /// <summary>Steps along time; parameters are the same at each.</summary>
    public Tensor Scan(Node node, Scan scan, IReadOnlyList<Tensor> inputs)
    {
        var read = inputs.Take(scan.Reads).ToList();
        var time = read[0].Axes["time"];
        var batch = read.SelectMany(x => x.Axes.Items).FirstOrDefault(axis => axis.Name == "batch");
        var starts = inputs.Skip(scan.Reads).Take(scan.States).Select(start =>
            batch is not null && !start.Axes.Has("batch") ? start.Then(new Expand(batch)) : start);
        RegionLowering? inside = null;
        var results = builder.Scan(time, [.. starts], (inner, states) =>
        {
            inside = new RegionLowering(
                model, scan.Body, inner, source, (this, node), ScopeOf(node), Along(inner, time, name => $"{node.FullName}.{name}"));
            var next = inside.LowerAll([.. read.Select(x => inner.Element(x, time.Name)), .. states, .. inputs.Skip(scan.Reads + scan.States)]);
            return [.. next, next[0], .. inside.Watched.Select(watched => watched.Value)];
        });
        Watch(node.FullName, inside!, results.Skip(scan.States + 1));
        return results[scan.States];
    }

    // The probes of a step, which lie along the axis of the steps.
    private Func<string, Axes, Tensor>? Along(PrimitiveBuilder inner, Axis axis, Func<string, string> pathOf) => probe is null ? null
        : (name, axes) => inner.Element(probe(pathOf(name), axes.Prepend(axis)), axis.Name);

    /// <summary>A repetition is a scan over layers: parameters are sequences along an axis of their own.</summary>
    public Tensor Repeat(Node node, Number count, Region body, IReadOnlyList<Tensor> inputs)
    {
        var axis = new Axis($"{LayerAxis}{builder.Depth}", count);
        var statistics = new List<Tensor>();
        RegionLowering? inside = null;
        var results = builder.Scan(axis, [inputs[0]], (inner, states) =>
        {
            var sequences = new Dictionary<Tensor, Tensor>();
            var layer = inside = new RegionLowering(model, body, inner, (name, axes) =>
            {
                var whole = source($"{Path}{node.FullName}.*.{name}", axes.Prepend(axis));
                var element = inner.Element(whole, axis.Name);
                sequences[element] = whole;
                return element;
            }, scope: ScopeOf(node), probe: Along(inner, axis, name => $"{node.FullName}.*.{name}"));
            var result = layer.Lower([states[0], .. inputs.Skip(1)]);
            statistics.AddRange(layer.Updates.Select(update => sequences[update.Statistic]));
            return [result, .. layer.Updates.Select(update => update.Value), .. layer.Watched.Select(watched => watched.Value)];
        });
        Updates.AddRange(statistics.Zip(results.Skip(1), (statistic, value) => (statistic, value)));
        Watch($"{node.FullName}.*", inside!, results.Skip(1 + statistics.Count));
        return results[0];
    }
}
