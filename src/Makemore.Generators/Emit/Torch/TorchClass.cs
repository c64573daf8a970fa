using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>What one class of generated code computes: a network, or a layer that it uses more than once.</summary>
/// <param name="Name">The class.</param>
/// <param name="Function">The function of the program that it comes from; empty for the network.</param>
/// <param name="Region">The region that it is a part of.</param>
/// <param name="Nodes">Its nodes, in order.</param>
/// <param name="Inputs">The nodes whose results come in; all others are its own.</param>
/// <param name="Output">The node whose result goes out.</param>
/// <param name="Pattern">The applications that it stands for; null for a whole region.</param>
internal sealed record TorchClass(
    string Name, string Function, Region Region, IReadOnlyList<Node> Nodes, IReadOnlyList<Node> Inputs, Node Output,
    TorchClassPattern? Pattern)
{
    /// <summary>A class of a whole region.</summary>
    public static TorchClass Of(string name, string function, Region region)
    {
        var inputs = region.Nodes.Where(node => node.Operation is Tokens or RegionInput).ToList();
        return new(name, function, region, [.. region.Nodes.Except(inputs)], inputs, region.Output, null);
    }

    /// <summary>A class of applications of a function, written as the first of them.</summary>
    public static TorchClass Of(string name, Region region, TorchClassPattern pattern)
    {
        var use = pattern.Uses[0];
        return new(name, use.Call.Function, region, use.Nodes, [use.Input], use.Output, pattern);
    }

    /// <summary>Whether it is the network itself.</summary>
    public bool IsNetwork => Pattern is null && Inputs[0].Operation is Tokens;
}

/// <summary>A class as text.</summary>
/// <param name="Class">What it computes.</param>
/// <param name="Symbols">The numbers that it is made with, in the order of its constructor.</param>
/// <param name="Choices">The activations that it is made with, which come behind the numbers.</param>
/// <param name="Code">Its code.</param>
internal sealed record TorchClassCode(TorchClass Class, IReadOnlyList<Number.Symbol> Symbols, IReadOnlyList<ActivationChoice> Choices, string Code);
