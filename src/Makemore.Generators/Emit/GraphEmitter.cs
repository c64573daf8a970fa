using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>Writes the rows of a graph, for <c>show</c>.</summary>
internal static class GraphEmitter
{
    private const string Models = "global::Makemore.Runtime.Models";

    /// <summary>Writes the method that gives the rows for some hyperparameters.</summary>
    public static void Write(CodeWriter writer, ModelGraph graph)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override global::System.Collections.Immutable.ImmutableArray<{Models}.GraphRow> Graph(");
        using var method = writer.Block($"    {Models}.HyperparameterSet hyperparameters, int context, int vocabulary)");
        var symbols = new Symbols(new("hyperparameters", "vocabulary", "set"));
        var rows = new CodeWriter();
        WriteRows(rows, graph.Body, symbols, "", [], new HashSet<Parameter>(), graph.Body.Parameters);
        var values = symbols.Used.Where(symbol => symbol.Name != "context" || symbols.Identifier(symbol) != "context").ToList();
        if (values.Any(symbol => symbol.Name is not ("vocab" or "batch")))
        {
            writer.Line("var set = (Hyperparameters)hyperparameters;");
        }

        foreach (var symbol in values)
        {
            var value = symbol.Name switch
            {
                "vocab" => "vocabulary",
                "batch" => "-1",
                _ => $"set.{HyperparametersEmitter.PropertyOf(symbol.Name)}",
            };
            writer.Line($"var {symbols.Identifier(symbol)} = {value};");
        }

        writer.Line("return");
        using (writer.Brackets(";"))
        {
            writer.Lines(rows.ToString().TrimEnd('\n'));
        }
    }

    // Parameters are those of the region that keeps them; each stands where it is read first.
    private static void WriteRows(
        CodeWriter writer, Region region, Symbols symbols, string layer, IReadOnlyList<Number> times, HashSet<Parameter> seen,
        IReadOnlyList<Parameter> parameters)
    {
        foreach (var node in region.Nodes.Where(node => node.Operation is not (Tokens or RegionInput)))
        {
            List<Parameter> read = [.. node.Parameters.Select(id => parameters[id])];
            var own = node.Operation is Layer or { Inner: null } ? read.Where(parameter => seen.Add(parameter) && parameter.IsTrained) : [];
            var shapes = string.Join(", ", own.Select(parameter => $"[{symbols.Code(parameter.Shape.Dimensions)}]"));
            string[] members =
            [
                .. layer.Length == 0 ? [] : new[] { $"Layer = {Literal.Text(layer)}", $"Times = {string.Join(" * ", times.Select(symbols.Code))}" },
                .. node.Operation is Embed or Position ? ["IsLookup = true"] : Array.Empty<string>(),
            ];
            var place = members.Length == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
            writer.Statement($"new({Literal.Text(node.Operation.Text)}, {Literal.Text(node.Shape.ToString())}, [{symbols.Code(node.Shape.Dimensions)}], [{shapes}]){place},");
            if (node.Operation is Repeat repeat)
            {
                var inner = layer.Length == 0 ? node.Name : $"{layer}.{node.Name}";
                WriteRows(writer, repeat.Body, symbols, inner, [.. times, repeat.Count], [], repeat.Body.Parameters);
            }
            else if (node.Operation is Scan scan)
            {
                var inner = layer.Length == 0 ? node.Name : $"{layer}.{node.Name}";
                WriteRows(writer, scan.Body, symbols, inner, times.Count == 0 ? [Number.Of(1)] : times, seen, read);
            }
        }
    }
}
