using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Simd;

/// <content>The parameters: their memory, and their draws in the order of the program.</content>
internal sealed partial class SimdNetworkWriter
{
    // Those of a repetition stand behind each other, in one tensor.
    private void WriteDraws(CodeWriter code)
    {
        var sizes = new List<string>();
        var memory = new CodeWriter(Width);
        var draws = new CodeWriter(Width);
        Declare(graph.Body, "", [], memory, sizes);
        WriteDraws(draws, graph.Body, "", []);
        code.Statement($"parameters.Reserve({string.Join(", ", sizes)});");
        code.Lines(memory.ToString().TrimEnd('\n'));
        code.Line();
        code.Lines(draws.ToString().TrimEnd('\n'));
    }

    private void Declare(Region region, string path, IReadOnlyList<Number> times, CodeWriter memory, List<string> sizes)
    {
        foreach (var parameter in region.Parameters)
        {
            var size = symbols.Code(Number.Product(times.Concat(parameter.Shape.Dimensions)));
            var field = names.Add((path + parameter.Name).Replace(".*", ""));
            parameters.Add(path + parameter.Name, field);
            fields.Add((field, Shape(times.Concat(parameter.Shape.Dimensions))));
            sizes.Add(size);
            memory.Line($"{field} = parameters.Take({size});");
        }

        foreach (var (repeat, inner) in Repetitions(region, path))
        {
            Declare(repeat.Body, inner, [.. times, repeat.Count], memory, sizes);
        }
    }

    private static IEnumerable<(Repeat Repeat, string Path)> Repetitions(Region region, string path) => region.Nodes.SelectMany(node => node.Operation switch
    {
        Repeat repeat => [(repeat, $"{path}{node.FullName}.*.")],
        { Inner: { } step } => Repetitions(step, $"{path}{node.FullName}."),
        _ => Enumerable.Empty<(Repeat, string)>(),
    });

    private void WriteDraws(CodeWriter code, Region region, string path, IReadOnlyList<(Number.Symbol Layer, Number Count)> layers)
    {
        foreach (var (item, _) in Members(region.Nodes, path, region.Parameters).OrderBy(member => member.Order))
        {
            if (item is Parameter parameter)
            {
                code.Statement(Draw(parameter, path, layers));
            }
            else if (item is ValueTuple<Repeat, string>(var repeat, var inner))
            {
                var layer = new Number.Symbol("layer" + (layers.Count == 0 ? "" : (layers.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)), null, true);
                steps.Add(layer);
                using (code.Block($"for (var {symbols.Identifier(layer)} = 0; {symbols.Identifier(layer)} < {symbols.Code(repeat.Count)}; {symbols.Identifier(layer)}++)"))
                {
                    WriteDraws(code, repeat.Body, inner, [.. layers, (layer, repeat.Count)]);
                }
            }
        }
    }

    // What is drawn, in the order of the nodes; parameters of a higher order come later. Those of a step are kept around it.
    private static IEnumerable<(object Item, int Order)> Members(IEnumerable<Node> nodes, string path, IReadOnlyList<Parameter> kept)
    {
        var done = new HashSet<object>();
        foreach (var node in nodes)
        {
            if (node.Operation is Repeat repeat)
            {
                yield return ((repeat, $"{path}{node.FullName}.*."), 0);
            }
            else if (node.Operation.Inner is { } step)
            {
                foreach (var member in Members(step.Nodes, $"{path}{node.FullName}.", [.. node.Parameters.Select(id => kept[id])]).Where(member => done.Add(member.Item)))
                {
                    yield return member;
                }
            }
            else
            {
                foreach (var parameter in node.Parameters.Select(id => kept[id]).Where(parameter => done.Add(parameter)))
                {
                    yield return (parameter, parameter.Initializer.Order);
                }
            }
        }
    }

    private string Draw(Parameter parameter, string path, IReadOnlyList<(Number.Symbol Layer, Number Count)> layers)
    {
        var size = parameter.Shape.Axes.Size;
        var place = layers.Aggregate(Number.Of(0), (sum, layer) => (sum * layer.Count) + layer.Layer) * size;
        var field = parameters[path + parameter.Name];
        var target = place.Value is 0 ? field : $"{field}.From({symbols.Code(place)})";
        var name = layers.Aggregate(path + parameter.Name, (text, layer) => ReplaceFirst(text, $"{{{symbols.Identifier(layer.Layer)}}}"));
        var quoted = (layers.Count > 0 ? "$" : "") + Literal.Text(name);
        var shape = string.Concat(parameter.Shape.Dimensions.Select(dimension => $", {symbols.Code(dimension)}"));
        return parameter.Role == ParameterRole.Statistic
            ? $"parameters.Statistic({target}, {quoted}, {InitializerCode.Value(parameter.Initializer)}{shape});"
            : $"parameters.{parameter.Role}({target}, {quoted}, {InitializerCode.Of(parameter.Initializer, symbols)}{shape});";
    }

    private static string ReplaceFirst(string text, string layer)
    {
        var star = text.IndexOf('*');
        return text.Substring(0, star) + layer + text.Substring(star + 1);
    }
}
