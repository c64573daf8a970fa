using System.Text;

namespace Makemore.Generators.Graphs;

/// <summary>A graph as a text that tells networks apart: the same text, the same numbers. Values of hyperparameters are not in it.</summary>
internal static class GraphText
{
    /// <summary>The text of a graph.</summary>
    public static string Of(ModelGraph graph) => Write(new(), graph.Body).ToString();

    private static StringBuilder Write(StringBuilder text, Region region)
    {
        foreach (var parameter in region.Parameters)
        {
            var initializer = parameter.Initializer;
            text.Append($"{parameter.Name} {parameter.Role} {parameter.Shape} {Keywords.Of(initializer.Kind)}");
            text.Append($" [{string.Join(", ", initializer.Arguments)}] seed {initializer.Seed}\n");
        }

        foreach (var node in region.Nodes)
        {
            text.Append($"{node.Id} {node.Operation.Text} ({string.Join(", ", node.Inputs)}) [{string.Join(", ", node.Parameters)}] ");
            text.Append($"{node.Shape}\n");
            // What a layer of the prelude computes follows from its text.
            if (node.Operation is not Layer && node.Operation.Inner is { } inner)
            {
                Write(text.Append("{\n"), inner).Append("}\n");
            }
        }

        return text.Append($"{string.Join(" ", region.Results)}\n");
    }
}
