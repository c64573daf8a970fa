using Makemore.Generators.Collections;

namespace Makemore.Generators.Graphs;

/// <summary>Builds a graph, operation by operation.</summary>
public sealed partial class GraphBuilder
{
    private readonly List<Hyperparameter> hyperparameters = [];
    private readonly List<DrawnNode> nodes = [];
    private readonly HashSet<(ConstraintKind Kind, Number Left, Number Right)> known = [];
    private readonly List<Constraint> constraints = [];
    private readonly Dictionary<int, IReadOnlyList<int>> ends = [];
    private readonly HashSet<string> constants = new(StringComparer.Ordinal);
    private RegionBuilder region = new(null);
    private SharedParameters? shared;

    /// <summary>Starts a graph with its input.</summary>
    /// <param name="context">The number of tokens that the model sees.</param>
    /// <param name="vocabulary">The number of tokens in the vocabulary; null where the data decides.</param>
    /// <param name="hasDropout">Whether the spec has a share to drop.</param>
    public GraphBuilder(int context, int? vocabulary, bool hasDropout = false)
    {
        HasDropout = hasDropout;
        Context = new("context", context, true);
        Vocabulary = new("vocab", vocabulary, true);
        Add(new Tokens(), [], [], Shape.Of(new Axes([new("batch", Batch), new("time", Context)])));
    }

    /// <summary>The number of examples.</summary>
    public static Number.Symbol Batch { get; } = new("batch", null, true);

    /// <summary>Whether the spec has a share to drop, so that a plain <c>dropout</c> means something.</summary>
    public bool HasDropout { get; }

    /// <summary>The number of tokens that the model sees.</summary>
    public Number.Symbol Context { get; }

    /// <summary>The number of tokens in the vocabulary.</summary>
    public Number.Symbol Vocabulary { get; }

    /// <summary>The number of operations so far.</summary>
    public int Count => nodes.Count;

    /// <summary>The shape of a node's result.</summary>
    public Shape ShapeOf(int node) => nodes[node].Shape;

    /// <summary>The operation of a node; of what comes into a region, that outside.</summary>
    public Operation OperationOf(int node) => nodes[Origin(node)].Operation;

    /// <summary>Whether a node is the input, whose numbers are token ids.</summary>
    public bool IsTokens(int node) => OperationOf(node) is Tokens;

    /// <summary>The hyperparameters so far.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters => hyperparameters;

    /// <summary>Whether a node's result is (batch, vocab) or (batch, context, vocab).</summary>
    public bool IsLogits(int node)
    {
        var shape = ShapeOf(node);
        return !IsTokens(node)
            && Polynomial.AreEqual(shape.Last, Vocabulary)
            && (shape.Names.SequenceEqual(["batch", "width"])
                || (shape.Names.SequenceEqual(["batch", "time", "width"]) && Polynomial.AreEqual(shape.Dimensions[1], Context)));
    }

    /// <summary>Adds a hyperparameter.</summary>
    public void Add(Hyperparameter hyperparameter) => hyperparameters.Add(hyperparameter);

    /// <summary>
    /// Notes that the structure depends on a number: its hyperparameters cannot be overridden, and sizes of the run are
    /// checked.
    /// </summary>
    /// <param name="number">The number.</param>
    /// <param name="step">What depends on it: <c>repeat</c>.</param>
    public void MakeConstant(Number number, string step)
    {
        constants.UnionWith(number.Symbols.Select(symbol => symbol.Name));
        foreach (var size in number.Symbols.Where(symbol => symbol == Context || symbol == Vocabulary))
        {
            if (size.Value is { } value)
            {
                Require(new(ConstraintKind.Equal, size, Number.Of((long)value), step));
            }
        }
    }

    /// <summary>Whether a number is 0 or more whatever an override makes of the sizes in it, which are 1 or more.</summary>
    public bool IsNotNegative(Number number) => Polynomial.IsNotNegative(number) && number.Symbols.All(symbol =>
        symbol == Batch || symbol == Context || symbol == Vocabulary || known.Contains((ConstraintKind.AtLeast, symbol, Number.Of(1))));

    /// <summary>Notes what an override could break; once is enough.</summary>
    public void Require(Constraint constraint)
    {
        if (known.Add((constraint.Kind, constraint.Left, constraint.Right)))
        {
            constraints.Add(constraint);
        }
    }

    /// <summary>Applies an operation.</summary>
    /// <returns>The new node.</returns>
    /// <exception cref="ShapeException">The operation cannot take these inputs.</exception>
    public int Apply(Operation operation, params int[] inputs) => ApplySharing(null, operation, inputs);

    /// <summary>Applies an operation that reads the parameters of another node, not its result.</summary>
    /// <param name="owner">The node whose parameters they are; null for none.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="inputs">What comes in.</param>
    /// <returns>The new node.</returns>
    /// <exception cref="ShapeException">The operation cannot take these inputs.</exception>
    public int ApplySharing(int? owner, Operation operation, params int[] inputs)
    {
        if (owner is not { } sharing)
        {
            return Apply(operation, inputs, []);
        }

        var embedding = nodes[Origin(sharing)];
        region.Home.BorrowsParameters |= embedding.Region.Home != region.Home;
        return Apply(operation, inputs, embedding.Parameters);
    }

    private int Apply(Operation operation, IReadOnlyList<int> inputs, IReadOnlyList<ReadParameter> given)
    {
        var inference = new Inference(this, operation.Text, [.. inputs.Select(ShapeOf)], [.. inputs.Select(IsTokens)]);
        var shape = operation.Infer(inference);
        if (shape.Dimensions.FirstOrDefault(dimension =>
            dimension.Size > Number.MaximalSize || dimension.Value > int.MaxValue) is { } dimension)
        {
            throw new ShapeException(
                dimension.Value is { } value
                    ? $"a tensor that makes a dimension of {Format.SpecText.Format(value)}"
                    : "a tensor that makes a dimension without end",
                "sizes up to 2,147,483,647, from formulas of up to 200 operators");
        }

        List<ReadParameter> parameters =
            [.. inference.Parameters.Select(parameter => new ReadParameter(Draw(parameter), parameter.Name)), .. given];
        inference.Constraints.ToList().ForEach(Require);

        return Add(operation, [.. inputs.Select(input => Enter(input, region))], parameters, shape);
    }

    /// <summary>Names the result of a node, or of the call that made it, as a <c>let</c> does; the first name stays.</summary>
    public void Name(int node, string name)
    {
        var named = nodes[node];
        if (named.Region != region)
        {
            return;
        }

        // The outermost call that was made from here, and is done.
        if (named.Call?.UpTo(region.Call) is { } call)
        {
            call.Result ??= name;
        }
        else if (named.Call == region.Call)
        {
            named.Name ??= name;
        }
    }

    /// <summary>What is applied until the result is disposed of belongs to a call of a function of the program.</summary>
    /// <param name="name">The name by which it is called.</param>
    /// <param name="function">The function's own name.</param>
    /// <param name="arguments">The numbers that it was given.</param>
    public IDisposable Call(string name, string function, EquatableArray<CallNumber> arguments)
    {
        var (inner, outer) = (region, region.Call);
        inner.Call = new(name, function, arguments, outer);
        return new Scope(() => inner.Call = outer);
    }

    /// <summary>The nodes that an output needs, those within repetitions too.</summary>
    public IReadOnlyCollection<int> NeededBy(int output)
    {
        var needed = new SortedSet<int>();
        var waiting = new Stack<int>([output]);
        while (waiting.Count > 0)
        {
            var node = waiting.Pop();
            if (needed.Add(node))
            {
                foreach (var other in ends.TryGetValue(node, out var inner) ? nodes[node].Inputs.Concat(inner) : nodes[node].Inputs)
                {
                    waiting.Push(other);
                }
            }
        }

        return needed;
    }

    /// <summary>The finished graph: what the output does not need is left out, and everything has its name.</summary>
    public ModelGraph Build(int output) => new(
        hyperparameters.Select(h => h with { IsConstant = h.IsConstant || constants.Contains(h.Name) }).ToEquatableArray(),
        new RegionNames(nodes, region).Build([output]).Region,
        constraints.ToEquatableArray());

    private static bool AreAlike(Shape left, Shape right) =>
        left.Names.SequenceEqual(right.Names) && left.Dimensions.Zip(right.Dimensions, Polynomial.AreEqual).All(isEqual => isEqual);

    private int Add(Operation operation, int[] inputs, IReadOnlyList<ReadParameter> parameters, Shape shape)
    {
        nodes.Add(new(region, region.Call, operation, inputs, parameters, shape));
        return nodes.Count - 1;
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
