using System.Globalization;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>The classes of a network: the network itself, and each layer that it uses more than once.</summary>
internal sealed class TorchClasses
{
    private readonly ModelGraph graph;
    private readonly HashSet<string> taken;
    private readonly Dictionary<Repeat, TorchClassCode> repeats = [];
    private readonly Dictionary<TorchClassPattern, TorchClassCode> patterns = [];
    private readonly Dictionary<Repeat, int> numbers = [];
    private readonly List<TorchClassCode> written = [];

    private TorchClasses(ModelGraph graph, IEnumerable<string> reserved) =>
        (this.graph, taken) = (graph, new(reserved, StringComparer.Ordinal));

    /// <summary>The classes of a graph, the network first, the others in the order in which they are used.</summary>
    public static IReadOnlyList<TorchClassCode> Of(ModelGraph graph)
    {
        var classes = new TorchClasses(graph, GeneratedNames.OfNetwork);
        var network = TorchClassWriter.Write(classes, TorchClass.Of("Network", "", graph.Body));
        return [network, .. classes.written];
    }

    /// <summary>The class of what a repetition repeats; those of equal ones are one.</summary>
    public TorchClassCode ClassOf(Repeat repeat) =>
        ClassOf(repeats, repeat, () => TorchClass.Of(Unused(repeat.Function), repeat.Function, repeat.Body));

    /// <summary>The class of applications of a function.</summary>
    public TorchClassCode ClassOf(Region region, TorchClassPattern pattern) =>
        ClassOf(patterns, pattern, () => TorchClass.Of(Unused(pattern.Uses[0].Call.Function), region, pattern));

    /// <summary>
    /// The applications of a region that are objects of a class, since others share their code; of those within each other, the
    /// outer ones.
    /// </summary>
    public IReadOnlyDictionary<Call, TorchClassPattern> LayersOf(Region region)
    {
        var nodes = region.Nodes.Where(node => node.Call is not null)
            .SelectMany(node => node.Call!.Path, (node, call) => (node, call))
            .GroupBy(pair => pair.call, pair => pair.node)
            .ToDictionary(group => group.Key, group => group.ToList());
        var readers = new TorchClassReaders(region);
        var groups = nodes.GroupBy(pair => pair.Key.Function).Where(calls => calls.Count() > 1)
            .SelectMany(calls => calls.Select(pair => TorchClassUse.Of(region, pair.Key, pair.Value, readers, NumberOf)))
            .OfType<TorchClassUse>()
            .GroupBy(use => (use.Call.Function, use.Template))
            .OrderByDescending(group => group.First().Nodes.Count)
            .ThenBy(group => group.Max(use => use.Call.Path.Count()));
        var layers = new Dictionary<Call, TorchClassPattern>();
        foreach (var group in groups)
        {
            // A function that only applies another of its name has the same nodes as that.
            var uses = group.Where(use => !use.Call.Path.Any(layers.ContainsKey))
                .GroupBy(use => use.Nodes[0].Id).Select(same => same.OrderBy(use => use.Call.Path.Count()).First())
                .OrderBy(use => use.Nodes[0].Id).ToList();
            if (uses.Count > 1)
            {
                var pattern = new TorchClassPattern(uses);
                uses.ForEach(use => layers.Add(use.Call, pattern));
            }
        }

        return layers;
    }

    /// <summary>Symbols in the order of the program; what the data and the spec decide comes last.</summary>
    public IReadOnlyList<Number.Symbol> InOrder(IEnumerable<Number.Symbol> symbols)
    {
        var declared = graph.Hyperparameters.OfType<NumberHyperparameter>().Select(number => number.Symbol).ToList();
        return [.. symbols.OrderBy(symbol => declared.IndexOf(symbol) is >= 0 and var place ? place
            : symbol.Name == "context" ? declared.Count : declared.Count + 1)];
    }

    /// <summary>Choices in the order of the program.</summary>
    public IReadOnlyList<ActivationChoice> InOrder(IEnumerable<ActivationChoice> choices) => [.. graph.Choices.Intersect(choices)];

    private TorchClassCode ClassOf<T>(Dictionary<T, TorchClassCode> known, T key, Func<TorchClass> type)
        where T : notnull
    {
        if (!known.TryGetValue(key, out var code))
        {
            // In front of those that it uses.
            var place = written.Count;
            code = TorchClassWriter.Write(this, type());
            known.Add(key, code);
            written.Insert(place, code);
        }

        return code;
    }

    private int NumberOf(Repeat repeat)
    {
        if (!numbers.TryGetValue(repeat, out var number))
        {
            numbers.Add(repeat, number = numbers.Count);
        }

        return number;
    }

    private string Unused(string function)
    {
        // An underscore has no case, by which a class and its field are told apart.
        var name = (function[0] == '_' ? "Layer" : "") + Naming.Identifier(function);
        var candidate = name;
        for (var i = 1; !taken.Add(candidate); i++)
        {
            candidate = i == 1 ? name + "Layer" : name + i.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
