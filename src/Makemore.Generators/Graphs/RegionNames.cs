using System.Globalization;
using Makemore.Generators.Collections;

namespace Makemore.Generators.Graphs;

/// <summary>A region that grows.</summary>
/// <param name="outer">The region around it; null for the network.</param>
/// <param name="keepsParameters">Whether its parameters are its own.</param>
internal sealed class RegionBuilder(RegionBuilder? outer, bool keepsParameters = true)
{
    public RegionBuilder? Outer { get; } = outer;

    /// <summary>The nodes of the region around it that come in, and those that stand for them here.</summary>
    public List<int> Inputs { get; } = [];

    public List<int> InputNodes { get; } = [];

    /// <summary>How many of the inputs are not the same all the time: what goes round, or what a step reads and its states.</summary>
    public int Own { get; set; } = 1;

    /// <summary>Whether a node reads a parameter of a region around it.</summary>
    public bool BorrowsParameters { get; set; }

    /// <summary>The region that keeps the parameters of this one: itself, or the one around a step, whose parameters exist once.</summary>
    public RegionBuilder Home => keepsParameters ? this : Outer!.Home;

    /// <summary>The call that is going on.</summary>
    public OpenCall? Call { get; set; }
}

/// <summary>A call whose names are not given yet.</summary>
internal sealed class OpenCall(string name, string function, EquatableArray<CallNumber> arguments, OpenCall? outer)
{
    public string Name { get; } = name;

    public string Function { get; } = function;

    public EquatableArray<CallNumber> Arguments { get; } = arguments;

    public OpenCall? Outer { get; } = outer;

    public string? Result { get; set; }

    /// <summary>This call or the one around it that stands right inside another; null where this is not inside of it.</summary>
    public OpenCall? UpTo(OpenCall? container)
    {
        var call = this;
        while (call is not null && call.Outer != container)
        {
            call = call.Outer;
        }

        return call;
    }
}

/// <summary>A node whose name is not given yet; its inputs are nodes of the same region.</summary>
internal sealed class DrawnNode(
    RegionBuilder region, OpenCall? call, Operation operation, int[] inputs, IReadOnlyList<ReadParameter> parameters, Shape shape)
{
    public RegionBuilder Region { get; } = region;

    public OpenCall? Call { get; } = call;

    public Operation Operation { get; } = operation;

    public int[] Inputs { get; } = inputs;

    public IReadOnlyList<ReadParameter> Parameters { get; } = parameters;

    public Shape Shape { get; } = shape;

    public string? Name { get; set; }
}

/// <summary>A parameter of one node, which others may read too; told from its equals by its identity.</summary>
internal sealed class DrawnParameter(Parameter parameter)
{
    public Parameter Parameter { get; } = parameter;
}

/// <summary>A parameter that a node reads.</summary>
/// <param name="Drawn">The parameter.</param>
/// <param name="Name">What it is called within the node: <c>weight</c>, or a path of what the node computes.</param>
internal sealed record ReadParameter(DrawnParameter Drawn, string Name);

/// <summary>A region whose nodes have their names.</summary>
/// <param name="Region">The region.</param>
/// <param name="Inputs">Which of its inputs are needed; those that every step has always are.</param>
/// <param name="Parameters">Its parameters, as they were drawn.</param>
internal sealed record NamedRegion(Region Region, IReadOnlyList<int> Inputs, IReadOnlyList<ReadParameter> Parameters);

/// <summary>
/// Gives the nodes of a region their places and names. A name is that of a <c>let</c>, of a function or of an operation; where
/// several share it within a call, a number follows from the second on, so that what is added behind renames nothing.
/// </summary>
internal sealed class RegionNames(List<DrawnNode> nodes, RegionBuilder region)
{
    private readonly Dictionary<OpenCall, Call> calls = [];
    private readonly Dictionary<(OpenCall? Call, string Name), int> given = [];

    /// <summary>The region without what its output does not need.</summary>
    /// <param name="outputs">The nodes whose outputs leave the region.</param>
    public NamedRegion Build(IReadOnlyList<int> outputs)
    {
        var (inputs, order) = Kept(outputs);
        var places = order.Select((node, place) => (node, place)).ToDictionary(pair => pair.node, pair => pair.place);
        var names = order.ToDictionary(node => node, NameOf);
        var parameters = order.SelectMany(node => nodes[node].Parameters.Select(parameter => (node, parameter)))
            .GroupBy(pair => pair.parameter.Drawn).Select(group => group.First())
            .OrderBy(pair => pair.parameter.Drawn.Parameter.Initializer.Order)
            .Select(pair => pair.parameter with { Name = PathOf(pair.node, names[pair.node], pair.parameter.Name) }).ToList();
        var ids = parameters.Select((parameter, id) => (parameter.Drawn, id)).ToDictionary(pair => pair.Drawn, pair => pair.id);
        return new(
            new(
                parameters.Select((parameter, id) => parameter.Drawn.Parameter with { Id = id, Name = parameter.Name }).ToEquatableArray(),
                order.Select(node => new Node(
                    places[node],
                    names[node],
                    nodes[node].Call is { } call ? Named(call) : null,
                    nodes[node].Operation is RegionInput ? new RegionInput(places[node]) : nodes[node].Operation,
                    nodes[node].Inputs.Select(input => places[input]).ToEquatableArray(),
                    nodes[node].Parameters.Select(parameter => ids[parameter.Drawn]).ToEquatableArray(),
                    nodes[node].Shape)).ToEquatableArray(),
                outputs.Select(output => places[output]).ToEquatableArray()),
            [.. inputs.Select(node => nodes[node].Operation is RegionInput input ? input.Index : 0)],
            parameters);
    }

    private static string Plural(string name) => name.EndsWith("s", StringComparison.Ordinal) ? name + "es" : name + "s";

    private string PathOf(int node, string name, string parameter)
    {
        var calls = nodes[node].Call is { } call ? Named(call).Path.Select(part => part.Name) : [];
        return string.Join(".", calls.Append(name).Append(parameter).Where(part => part.Length > 0));
    }

    private string NameOf(int node)
    {
        var call = nodes[node].Call;
        if (call is not null)
        {
            Named(call);
        }

        var operation = nodes[node].Operation;
        return Unique(call, nodes[node].Name ?? (operation is Repeat repeat ? Plural(repeat.Function) : operation.Keyword));
    }

    // Calls get their names in the order of their first node.
    private Call Named(OpenCall call)
    {
        if (!calls.TryGetValue(call, out var named))
        {
            var outer = call.Outer is null ? null : Named(call.Outer);
            named = new(Unique(call.Outer, call.Name), call.Function, call.Arguments, call.Result, outer);
            calls.Add(call, named);
        }

        return named;
    }

    private string Unique(OpenCall? call, string name)
    {
        var candidate = name;
        for (var count = given.TryGetValue((call, name), out var before) ? before + 1 : 1; ; count++)
        {
            candidate = count == 1 ? name : name + count.ToString(CultureInfo.InvariantCulture);
            given[(call, name)] = count;
            if (candidate == name || !given.ContainsKey((call, candidate)))
            {
                break;
            }
        }

        given[(call, candidate)] = Math.Max(1, given.TryGetValue((call, candidate), out var own) ? own : 0);
        return candidate;
    }

    // The inputs of a region are in front.
    private (List<int> Inputs, List<int> All) Kept(IEnumerable<int> outputs)
    {
        var kept = new SortedSet<int>();
        var waiting = new Stack<int>(outputs);
        while (waiting.Count > 0)
        {
            var node = waiting.Pop();
            if (kept.Add(node))
            {
                foreach (var input in nodes[node].Inputs)
                {
                    waiting.Push(input);
                }
            }
        }

        List<int> inputs = region.Outer is null ? [0] : [.. region.InputNodes.Where((node, index) => index < region.Own || kept.Contains(node))];
        return (inputs, [.. inputs, .. kept.Except(inputs)]);
    }
}
