using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Graphs;

/// <summary>What is computed of a model.</summary>
public enum LoweringMode
{
    /// <summary>Batch statistics are used and masks are drawn.</summary>
    Training,

    /// <summary>Running statistics are used and nothing is dropped.</summary>
    Evaluation,
}

/// <summary>
/// What the lowering of an operation reads, and where it puts what it keeps. Vectors over time have the axes <c>batch</c>,
/// <c>time</c>, <c>width</c>, other vectors <c>batch</c> and <c>width</c>.
/// </summary>
public sealed class Lowering
{
    private readonly RegionLowering region;
    private readonly Node node;

    internal Lowering(RegionLowering region, Node node, IReadOnlyList<Tensor> inputs) =>
        (this.region, this.node, Inputs) = (region, node, inputs);

    /// <summary>Whether batch statistics are used and masks are drawn.</summary>
    public bool IsTraining => region.Model.Mode == LoweringMode.Training;

    /// <summary>What comes in.</summary>
    public IReadOnlyList<Tensor> Inputs { get; }

    /// <summary>What comes in first.</summary>
    public Tensor Input => Inputs[0];

    /// <summary>The shape of the result.</summary>
    public Shape Shape => node.Shape;

    /// <summary>The places that hold a token, (batch, time); null where all do.</summary>
    public Tensor? Mask => region.Model.Mask;

    /// <summary>The share that a plain <c>dropout</c> drops.</summary>
    public static Number.Symbol DropoutShare { get; } = new("dropoutShare", null, false);

    /// <summary>The number of tokens in the vocabulary.</summary>
    public Number Vocabulary => region.Model.Vocabulary;

    /// <summary>A number.</summary>
    public Tensor Scalar(Number value) => region.Builder.Scalar(value);

    /// <summary>0, 1, 2 ... along an axis.</summary>
    public Tensor Iota(Axis axis) => region.Builder.Apply(new Iota(axis));

    /// <summary>Applies a primitive.</summary>
    public Tensor Apply(Primitive primitive, params Tensor[] inputs) => region.Builder.Apply(primitive, inputs);

    /// <summary>A parameter by its name within the operation, with names for its axes.</summary>
    public Tensor Parameter(string name, params string[] axes) =>
        Find(name, axes) ?? throw new InvalidOperationException($"'{node.Operation.Keyword}' has no parameter '{name}'.");

    /// <summary>A parameter, or null where the operation goes without.</summary>
    public Tensor? Find(string name, params string[] axes)
    {
        foreach (var id in node.Parameters)
        {
            var path = region.Region.Parameters[id].Name;
            if (path.Substring(path.LastIndexOf('.') + 1) == name)
            {
                return region.Parameter(id, axes);
            }
        }

        return null;
    }

    /// <summary>A product with a weight (width, units), and a bias where there is one.</summary>
    public Tensor Product(Tensor x, Tensor weight, Tensor? bias)
    {
        var product = x.Dot(weight, "width");
        return (bias is null ? product : product + bias).Rename("units", "width");
    }

    /// <summary>Keeps the new value of a running statistic.</summary>
    public void Update(string name, Tensor value) => region.Updates.Add((Parameter(name, "width"), value));

    /// <summary>Computes steps along an axis.</summary>
    public IReadOnlyList<Tensor> Scan(
        Axis axis, IReadOnlyList<Tensor> states, Func<PrimitiveBuilder, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> step) =>
        region.Builder.Scan(axis, states, step);

    /// <summary>Computes a region so many times.</summary>
    public Tensor Repeat(Number count, Region body) => region.Repeat(node, count, body, Inputs);
}

/// <summary>What all regions of a model share while it is lowered.</summary>
internal sealed record ModelLowering(LoweringMode Mode, Number Vocabulary, Tensor? Mask);

/// <summary>Lowers the nodes of a region.</summary>
/// <param name="model">What all regions share.</param>
/// <param name="region">The region.</param>
/// <param name="builder">What builds its steps.</param>
/// <param name="read">Reads a parameter by its path in the region, with its axes.</param>
internal sealed class RegionLowering(
    ModelLowering model, Region region, PrimitiveBuilder builder, Func<string, Axes, Tensor> read)
{
    private readonly Dictionary<int, (Tensor Tensor, IReadOnlyList<string> Axes)> parameters = [];

    public ModelLowering Model => model;

    public Region Region => region;

    public PrimitiveBuilder Builder => builder;

    /// <summary>Running statistics and their new values.</summary>
    public List<(Tensor Statistic, Tensor Value)> Updates { get; } = [];

    /// <summary>The path of a node's parameters.</summary>
    public static string PathOf(Node node) =>
        string.Join(".", (node.Call?.Path.Select(call => call.Name) ?? []).Append(node.Name));

    /// <summary>The result of the region for what comes in.</summary>
    public Tensor Lower(IReadOnlyList<Tensor> inputs)
    {
        var results = new List<Tensor>();
        foreach (var node in region.Nodes)
        {
            results.Add(results.Count < inputs.Count
                ? inputs[results.Count]
                : node.Operation.Lower(new(this, node, [.. node.Inputs.Select(input => results[input])])));
        }

        return results[region.Result];
    }

    /// <summary>A parameter; another reader may call its axes by other names.</summary>
    public Tensor Parameter(int id, IReadOnlyList<string> axes)
    {
        if (!parameters.TryGetValue(id, out var known))
        {
            var parameter = region.Parameters[id];
            var named = new Axes(axes.Zip(parameter.Shape.Dimensions, (name, size) => new Axis(name, size)).ToEquatableArray());
            known = (read(parameter.Name, named), axes);
            parameters.Add(id, known);
        }

        return known.Axes.Zip(axes, (from, to) => (from, to)).Where(pair => pair.from != pair.to)
            .Aggregate(known.Tensor, (tensor, pair) => tensor.Rename(pair.from, pair.to));
    }

    /// <summary>A repetition is a scan over layers: parameters are sequences along an axis of their own.</summary>
    public Tensor Repeat(Node node, Number count, Region body, IReadOnlyList<Tensor> inputs)
    {
        var axis = new Axis($"layer{builder.Depth}", count);
        var statistics = new List<Tensor>();
        var results = builder.Scan(axis, [inputs[0]], (inner, states) =>
        {
            var sequences = new Dictionary<Tensor, Tensor>();
            var layer = new RegionLowering(model, body, inner, (name, axes) =>
            {
                var whole = read($"{PathOf(node)}.*.{name}", axes.Prepend(axis));
                var element = inner.Element(whole, axis.Name);
                sequences[element] = whole;
                return element;
            });
            var result = layer.Lower([states[0], .. inputs.Skip(1)]);
            statistics.AddRange(layer.Updates.Select(update => sequences[update.Statistic]));
            return [result, .. layer.Updates.Select(update => update.Value)];
        });
        Updates.AddRange(statistics.Zip(results.Skip(1), (statistic, value) => (statistic, value)));
        return results[0];
    }
}
