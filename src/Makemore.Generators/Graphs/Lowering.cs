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

    /// <summary>The same number everywhere.</summary>
    public Tensor Fill(Number value, Axes axes) => region.Builder.Fill(value, axes);

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
            // A parameter of the program itself has the name of its node.
            if (name.Length == 0 || path.Substring(path.LastIndexOf('.') + 1) == name)
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

    /// <summary>Computes a region once.</summary>
    public Tensor Compute(Region body) => region.Compute(node, body, Inputs);

    /// <summary>Computes a step again and again along time.</summary>
    public Tensor Scan(Scan scan) => region.Scan(node, scan, Inputs);

    /// <summary>Computes a region so many times.</summary>
    public Tensor Repeat(Number count, Region body) => region.Repeat(node, count, body, Inputs);
}
