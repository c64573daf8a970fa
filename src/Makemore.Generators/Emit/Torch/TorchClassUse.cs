using System.Text;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>One application of a function of the program that can be an object of a class.</summary>
/// <param name="Call">The application.</param>
/// <param name="Nodes">Its nodes, which follow each other.</param>
/// <param name="Input">The node whose result comes in.</param>
/// <param name="Output">The node whose result goes out.</param>
/// <param name="Template">Its code without its numbers: applications that share it can share a class.</param>
/// <param name="Numbers">Its numbers, in the order in which a class is written.</param>
internal sealed record TorchClassUse(
    Call Call, IReadOnlyList<Node> Nodes, Node Input, Node Output, string Template, IReadOnlyList<Number> Numbers)
{
    /// <summary>
    /// The application as one of a class; null where it trains nothing, or where it shares more with the rest of the region than
    /// one tensor that comes in and one that goes out.
    /// </summary>
    /// <param name="region">The region in which it stands.</param>
    /// <param name="call">The application.</param>
    /// <param name="nodes">Its nodes, in order.</param>
    /// <param name="readers">Who reads what in the region.</param>
    /// <param name="numberOf">A number for each repetition; equal ones have the same.</param>
    public static TorchClassUse? Of(
        Region region, Call call, IReadOnlyList<Node> nodes, TorchClassReaders readers, Func<Repeat, int> numberOf)
    {
        var (first, last) = (nodes[0].Id, nodes[nodes.Count - 1].Id);
        var inputs = nodes.SelectMany(node => node.Inputs).Where(id => id < first).Distinct().ToList();
        var outputs = nodes.Where(node => node.Id == region.Result || readers.LastOfNode(node.Id) > last).ToList();
        var parameters = nodes.SelectMany(node => node.Parameters).Distinct().Select(id => region.Parameters[id]).ToList();
        var isWhole = !nodes.Any(node => TorchOperations.IsWrittenOut(node.Operation)) && last - first + 1 == nodes.Count && inputs.Count == 1 && outputs.Count == 1
            && parameters.All(parameter => parameter.Initializer.Order == 0
                && readers.FirstOfParameter(parameter.Id) >= first && readers.LastOfParameter(parameter.Id) <= last);
        var isTrained = parameters.Any(parameter => parameter.IsTrained) || nodes.Select(node => node.Operation).OfType<Repeat>()
            .SelectMany(repeat => repeat.Body.WithInner).Any(inner => inner.Parameters.Any(parameter => parameter.IsTrained));
        if (!isWhole || !isTrained)
        {
            return null;
        }

        var text = new StringBuilder();
        var numbers = new List<Number>();
        string Hole(Number number)
        {
            numbers.Add(number);
            return IsArgument(number) ? number.IsInteger ? "{int}" : "{double}" : $"{{{number}}}";
        }

        string NameOf(int node) => node < first ? "x" : $"x{node - first}";
        var prefix = call.Prefix.Length;
        foreach (var parameter in parameters)
        {
            text.Append($"{parameter.Role} {parameter.Name.Substring(prefix)} {parameter.Initializer.Kind}");
            text.Append($" {string.Join(", ", parameter.Shape.Dimensions.Select(Hole))}");
            if (parameter.Role != ParameterRole.Statistic)
            {
                text.Append($" of {string.Join(", ", parameter.Initializer.Arguments.Select(Hole))}");
                text.Append($" seed {(parameter.Initializer.Seed is { } seed ? Hole(seed) : "none")}");
            }

            text.Append('\n');
        }

        foreach (var node in nodes)
        {
            var read = node.Inputs.Select(NameOf).ToList();
            text.Append($"{string.Join(".", node.Call!.Path.Skip(call.Path.Count()).Select(part => part.Name).Append(node.Name))} ");
            text.Append(node.Operation is Repeat repeat
                ? $"repeat {numberOf(repeat)} {string.Join(", ", read)}\n"
                : TorchOperations.Expression(node.Operation, new(
                    read, [.. node.Parameters.Select(id => region.Parameters[id].Name.Substring(prefix))], node.Shape, Hole, choice => $"{{{choice.Name}}}")
                {
                    Shapes = [.. node.Inputs.Select(id => region.Nodes[id].Shape)],
                }) + '\n');
        }

        text.Append(NameOf(outputs[0].Id));
        return new(call, nodes, region.Nodes[inputs[0]], outputs[0], text.ToString(), numbers);
    }

    // Seeds may be larger than the parameter of a constructor.
    private static bool IsArgument(Number number) => number switch
    {
        Number.Constant { IsInteger: true } constant => Math.Abs(constant.Number) <= int.MaxValue,
        Number.Binary binary => IsArgument(binary.Left) && IsArgument(binary.Right),
        Number.SquareRoot root => IsArgument(root.Argument),
        _ => true,
    };
}

/// <summary>Which nodes of a region read a result or a parameter.</summary>
internal sealed class TorchClassReaders
{
    private readonly Dictionary<int, int> lastOfNode = [];
    private readonly Dictionary<int, (int First, int Last)> ofParameter = [];

    /// <summary>Looks through a region.</summary>
    public TorchClassReaders(Region region)
    {
        foreach (var node in region.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                lastOfNode[input] = node.Id;
            }

            foreach (var parameter in node.Parameters)
            {
                ofParameter[parameter] = (ofParameter.TryGetValue(parameter, out var known) ? known.First : node.Id, node.Id);
            }
        }
    }

    /// <summary>The last node that reads the result of one; itself where none does.</summary>
    public int LastOfNode(int node) => lastOfNode.TryGetValue(node, out var last) ? last : node;

    /// <summary>The first node that reads a parameter.</summary>
    public int FirstOfParameter(int parameter) => ofParameter[parameter].First;

    /// <summary>The last node that reads a parameter.</summary>
    public int LastOfParameter(int parameter) => ofParameter[parameter].Last;
}
