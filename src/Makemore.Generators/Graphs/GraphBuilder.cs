using Makemore.Format;
using Makemore.Generators.Collections;

namespace Makemore.Generators.Graphs;

/// <summary>Builds a graph, operation by operation, and gives everything its name.</summary>
public sealed class GraphBuilder
{
    private readonly List<Hyperparameter> hyperparameters = [];
    private readonly List<Parameter> parameters = [];
    private readonly List<(Operation Operation, int[] Inputs, int[] Parameters, Shape Shape)> nodes = [];
    private readonly HashSet<Constraint> known = [];
    private readonly List<Constraint> constraints = [];
    private readonly HashSet<string> constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> applied = new(StringComparer.Ordinal);

    /// <summary>Starts a graph with its input.</summary>
    /// <param name="context">The number of tokens that the model sees.</param>
    /// <param name="vocabulary">The number of tokens in the vocabulary; null where the data decides.</param>
    /// <param name="hasDropout">Whether the spec has a share to drop.</param>
    public GraphBuilder(int context, int? vocabulary, bool hasDropout = false)
    {
        HasDropout = hasDropout;
        Context = new("context", context, true);
        Vocabulary = new("vocab", vocabulary, true);
        nodes.Add((new Tokens(), [], [], new([Batch, Context])));
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

    /// <summary>The operation of a node.</summary>
    public Operation OperationOf(int node) => nodes[node].Operation;

    /// <summary>Whether a node is the input, whose numbers are token ids.</summary>
    public bool IsTokens(int node) => nodes[node].Operation is Tokens;

    /// <summary>The hyperparameters so far.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters => hyperparameters;

    /// <summary>Whether a node's result is (batch, vocab) or (batch, context, vocab).</summary>
    public bool IsLogits(int node)
    {
        var shape = ShapeOf(node);
        return !IsTokens(node)
            && Polynomial.AreEqual(shape.Last, Vocabulary)
            && (shape.Rank == 2 || (shape.Rank == 3 && Polynomial.AreEqual(shape.Dimensions[1], Context)));
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

    /// <summary>Notes what an override could break; once is enough.</summary>
    public void Require(Constraint constraint)
    {
        if (known.Add(constraint))
        {
            constraints.Add(constraint);
        }
    }

    /// <summary>Applies an operation.</summary>
    /// <returns>The new node.</returns>
    /// <exception cref="ShapeException">The operation cannot take these inputs.</exception>
    public int Apply(Operation operation, params int[] inputs)
    {
        var inference = new Inference(this, operation.Text, [.. inputs.Select(ShapeOf)], [.. inputs.Select(IsTokens)]);
        var shape = operation.Infer(inference);
        if (shape.Dimensions.FirstOrDefault(dimension =>
            dimension.Size > Number.MaximalSize || dimension.Value > int.MaxValue) is { } dimension)
        {
            throw new ShapeException(
                dimension.Value is { } value
                    ? $"a tensor that makes a dimension of {SpecText.Format(value)}"
                    : "a tensor that makes a dimension without end",
                "sizes up to 2,147,483,647, from formulas of up to 200 operators");
        }

        applied.TryGetValue(operation.Keyword, out var before);
        applied[operation.Keyword] = before + 1;
        var name = operation.Keyword + (before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var used = inference.Parameters.Select(parameter =>
        {
            parameters.Add(parameter with { Id = parameters.Count, Name = $"{name}.{parameter.Name}" });
            return parameters.Count - 1;
        }).Concat(inference.SharedNode is { } shared ? nodes[shared].Parameters : []).ToArray();
        foreach (var constraint in inference.Constraints)
        {
            Require(constraint);
        }

        nodes.Add((operation, inputs, used, shape));
        return nodes.Count - 1;
    }

    /// <summary>The finished graph: what the output does not need is left out, and what occurs once needs no number.</summary>
    public ModelGraph Build(int output)
    {
        var kept = new SortedSet<int> { 0 };
        Keep(output, kept);
        var order = kept.ToList();
        var places = order.Select((node, place) => (node, place)).ToDictionary(pair => pair.node, pair => pair.place);
        var keptParameters = order.SelectMany(node => nodes[node].Parameters).Distinct()
            .OrderBy(id => parameters[id].Initializer.Order).ThenBy(id => id).ToList();
        var ids = keptParameters.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place);
        var names = Names(order);
        return new(
            hyperparameters.Select(h => h with { IsConstant = constants.Contains(h.Symbol.Name) }).ToEquatableArray(),
            order.SelectMany(node => nodes[node].Parameters.Select(id => (node, id)))
                .GroupBy(pair => pair.id).Select(group => group.First()).OrderBy(pair => ids[pair.id])
                .Select(pair => parameters[pair.id] with
                {
                    Id = ids[pair.id],
                    Name = names[pair.node] + parameters[pair.id].Name.Substring(parameters[pair.id].Name.IndexOf('.')),
                }).ToEquatableArray(),
            order.Select(node => new Node(
                places[node], names[node], nodes[node].Operation,
                nodes[node].Inputs.Select(input => places[input]).ToEquatableArray(),
                nodes[node].Parameters.Select(id => ids[id]).ToEquatableArray(),
                nodes[node].Shape)).ToEquatableArray(),
            constraints.ToEquatableArray());
    }

    private Dictionary<int, string> Names(List<int> order)
    {
        var names = new Dictionary<int, string>();
        foreach (var group in order.GroupBy(node => nodes[node].Operation.Keyword, StringComparer.Ordinal))
        {
            var members = group.ToList();
            for (var i = 0; i < members.Count; i++)
            {
                names[members[i]] = members.Count == 1
                    ? group.Key
                    : group.Key + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return names;
    }

    private void Keep(int output, SortedSet<int> kept)
    {
        var waiting = new Stack<int>([output]);
        while (waiting.Count > 0)
        {
            var node = waiting.Pop();
            kept.Add(node);
            foreach (var input in nodes[node].Inputs.Where(input => !kept.Contains(input)))
            {
                waiting.Push(input);
            }
        }
    }
}
