using Makemore.Generators.Collections;

namespace Makemore.Generators.Graphs;

/// <summary>
/// A model as a plain, complete description: what is computed from the tokens, and what overrides of hyperparameters could
/// break. Nodes and parameters are referred to by their place in their region, which <see cref="GraphBuilder.Build"/> gives
/// anew, so that two equal models compare equal.
/// </summary>
/// <param name="Hyperparameters">What a spec, an option or a sweep may set.</param>
/// <param name="Body">Tokens to logits.</param>
/// <param name="Constraints">What must hold for the shapes to fit, where overrides could break it.</param>
public sealed record ModelGraph(
    EquatableArray<Hyperparameter> Hyperparameters, Region Body, EquatableArray<Constraint> Constraints)
{
    /// <summary>The activations that are known by a name.</summary>
    public IEnumerable<ActivationChoice> Choices =>
        Hyperparameters.OfType<ActivationHyperparameter>().Select(hyperparameter => hyperparameter.Choice);

    /// <summary>The nodes outside of every repetition; the first is the input.</summary>
    public EquatableArray<Node> Nodes => Body.Nodes;

    /// <summary>The parameters outside of every repetition.</summary>
    public EquatableArray<Parameter> Parameters => Body.Parameters;

    /// <summary>The node whose output is the logits.</summary>
    public Node Output => Body.Output;

    /// <summary>Whether the logits are (batch, vocab), so that the model trains on windows; else on whole sequences.</summary>
    public bool IsWindowed => Output.Shape.Rank == 2;

    /// <summary>Whether each example is computed for itself: no statistics of a batch, and nothing that is dropped.</summary>
    public bool IsByExample => Body.WithInner.All(region => region.Nodes.All(node => node.Operation is not (BatchNorm or Dropout)));

    /// <summary>Whether the spec's <c>regularization.dropout</c> has a place in the model.</summary>
    public bool HasPlainDropout => Body.WithInner.Any(region =>
        region.Nodes.Any(node => node.Operation is Dropout { Probability: null }));
}

/// <summary>A part of a model that is computed as a whole: the network, what <c>repeat</c> repeats, or a step of a scan.</summary>
/// <param name="Parameters">
/// Trained tensors and kept ones, in the order in which they are drawn. Those of a step exist once, in the region around it: there
/// its node reads them, in this order.
/// </param>
/// <param name="Nodes">The operations, each behind its inputs; the inputs of the region come first.</param>
/// <param name="Results">The places of the nodes whose outputs leave the region: one, but for the states of a scan.</param>
public sealed record Region(EquatableArray<Parameter> Parameters, EquatableArray<Node> Nodes, EquatableArray<int> Results)
{
    /// <summary>The place of the first of them.</summary>
    public int Result => Results[0];

    /// <summary>The node whose output leaves the region first.</summary>
    public Node Output => Nodes[Result];

    /// <summary>The region, and those of the repetitions and scans within it.</summary>
    public IEnumerable<Region> WithInner =>
        Nodes.Select(node => node.Operation.Inner).OfType<Region>().SelectMany(inner => inner.WithInner).Prepend(this);
}

/// <summary>One operation applied.</summary>
/// <param name="Id">Its place in <see cref="Region.Nodes"/>.</param>
/// <param name="Name">Its name, unique within <paramref name="Call"/>: that of its <c>let</c>, or its keyword.</param>
/// <param name="Call">The call of a function of the program that it belongs to; null where it stands outside of all.</param>
/// <param name="Operation">What is computed.</param>
/// <param name="Inputs">The nodes that it reads.</param>
/// <param name="Parameters">The parameters that it reads, by their place in <see cref="Region.Parameters"/>.</param>
/// <param name="Shape">The shape of the result.</param>
public sealed record Node(
    int Id,
    string Name,
    Call? Call,
    Operation Operation,
    EquatableArray<int> Inputs,
    EquatableArray<int> Parameters,
    Shape Shape)
{
    /// <summary>The path in front of the names of its parameters: <c>first.linear</c>.</summary>
    public string FullName => Call?.Prefix + Name;
}

/// <summary>A function of the program, applied to a tensor.</summary>
/// <param name="Name">The name by which it was called, unique within <paramref name="Outer"/>.</param>
/// <param name="Function">The function's own name: <c>dense</c> of <c>let first = dense 200</c>.</param>
/// <param name="Arguments">The numbers that it was given.</param>
/// <param name="Result">The name that a <c>let</c> gives its result; null where there is none.</param>
/// <param name="Outer">The call in which it stands.</param>
public sealed record Call(
    string Name, string Function, EquatableArray<CallNumber> Arguments, string? Result, Call? Outer)
{
    /// <summary>This call and those in which it stands, from the outermost.</summary>
    public IEnumerable<Call> Path => (Outer?.Path ?? []).Append(this);

    /// <summary>What stands in front of all names within it: <c>first.</c>.</summary>
    public string Prefix => $"{Outer?.Prefix}{Name}.";
}

/// <summary>A number that a function was given.</summary>
/// <param name="Name">The name of its parameter.</param>
/// <param name="Number">The number.</param>
public sealed record CallNumber(string Name, Number Number);

/// <summary>A tensor of the model.</summary>
/// <param name="Id">Its place in <see cref="Region.Parameters"/>.</param>
/// <param name="Name">Its path within the region: <c>attention.weight</c>.</param>
/// <param name="Role">What it is to its operation.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Initializer">Where its first values come from.</param>
public sealed record Parameter(int Id, string Name, ParameterRole Role, Shape Shape, Initializer Initializer)
{
    /// <summary>Whether it is trained; a running statistic is kept but not trained.</summary>
    public bool IsTrained => Role != ParameterRole.Statistic;
}

/// <summary>What a tensor is to its operation.</summary>
public enum ParameterRole
{
    /// <summary>A weight, to which regularization applies.</summary>
    Weight,

    /// <summary>A bias, gain or shift, to which it does not.</summary>
    Bias,

    /// <summary>A running statistic, not trained.</summary>
    Statistic,
}

/// <summary>Where the first values of a parameter come from.</summary>
/// <param name="Kind">How it draws.</param>
/// <param name="Arguments">Its numbers.</param>
public sealed record Initializer(InitializerKind Kind, EquatableArray<Number> Arguments)
{
    /// <summary>A seed of its own; null draws from the run's generator.</summary>
    public Number? Seed { get; init; }

    /// <summary>Parameters of a higher order are drawn later; of the same order, as the program reads.</summary>
    public int Order { get; init; }

    /// <summary>PyTorch's default of a layer: for linear, uniform within 1 / sqrt(fan-in) on either side.</summary>
    public static Initializer Default { get; } = new(InitializerKind.Default, []);

    /// <summary>Zeros; draws nothing.</summary>
    public static Initializer Zeros { get; } = new(InitializerKind.Zeros, []);

    /// <summary>Ones; draws nothing.</summary>
    public static Initializer Ones { get; } = new(InitializerKind.Ones, []);

    /// <summary>PyTorch's default of a bias, which follows the fan-in of its weight.</summary>
    public static Initializer DefaultBias(Number fanIn) =>
        new(InitializerKind.Uniform, [Number.Of(1) / new Number.SquareRoot(fanIn)]);
}

/// <summary>What must hold for the shapes to fit.</summary>
/// <param name="Kind">How the two numbers must relate.</param>
/// <param name="Left">A formula.</param>
/// <param name="Right">Another.</param>
/// <param name="Step">The step that needs it: <c>attention 4</c>.</param>
public sealed record Constraint(ConstraintKind Kind, Number Left, Number Right, string Step);

/// <summary>How two numbers of a constraint must relate.</summary>
public enum ConstraintKind
{
    /// <summary>They are equal.</summary>
    Equal,

    /// <summary>The left one is a multiple of the right one.</summary>
    Multiple,

    /// <summary>The left one is as large as the right one, or larger.</summary>
    AtLeast,

    /// <summary>The left one is smaller than the right one.</summary>
    Below,
}
