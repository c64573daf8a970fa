using System.Globalization;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>The classes of a network: the network itself, and each layer that it uses more than once.</summary>
internal sealed class TorchClasses
{
    private readonly ModelGraph graph;
    private readonly HashSet<string> taken;
    private readonly Dictionary<Repeat, TorchClassCode> repeats = [];

    private TorchClasses(ModelGraph graph, IEnumerable<string> reserved) =>
        (this.graph, taken) = (graph, new(reserved, StringComparer.Ordinal));

    /// <summary>The classes of a graph, the network first.</summary>
    public static IReadOnlyList<TorchClassCode> Of(ModelGraph graph)
    {
        var classes = new TorchClasses(graph, GeneratedNames.OfNetwork);
        var network = TorchClassWriter.Write(classes, TorchClass.Of("Network", "", graph.Body));
        return [network, .. classes.repeats.Values.Reverse()];
    }

    /// <summary>The class of what a repetition repeats; those of equal ones are one.</summary>
    public TorchClassCode ClassOf(Repeat repeat)
    {
        if (!repeats.TryGetValue(repeat, out var code))
        {
            code = TorchClassWriter.Write(this, TorchClass.Of(Unused(repeat.Function), repeat.Function, repeat.Body));
            repeats.Add(repeat, code);
        }

        return code;
    }

    public Call? LayerOf(Call? call, Call? within) => null;

    public TorchClassCode ClassOf(Call call) => throw new InvalidOperationException(call.Name);

    public IEnumerable<Number> Arguments(Call call, TorchClassCode code) => code.Symbols;

    public (IReadOnlyList<Node> Inputs, Node Output) Ends(Region region, Call call) => throw new InvalidOperationException(call.Name);

    /// <summary>Symbols in the order of the program; what the data and the spec decide comes last.</summary>
    public IReadOnlyList<Number.Symbol> InOrder(IEnumerable<Number.Symbol> symbols)
    {
        var declared = graph.Hyperparameters.Select(hyperparameter => hyperparameter.Symbol).ToList();
        return [.. symbols.OrderBy(symbol => declared.IndexOf(symbol) is >= 0 and var place ? place
            : symbol.Name == "context" ? declared.Count : declared.Count + 1)];
    }

    private string Unused(string function)
    {
        var name = Naming.Identifier(function);
        var candidate = name;
        for (var i = 1; Identifiers.IsKeyword(candidate) || !taken.Add(candidate); i++)
        {
            candidate = i == 1 ? name + "Layer" : name + i.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
