using Makemore.Generators.Collections;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <content>The fields: parameters, and layers that are classes of their own.</content>
internal sealed partial class TorchClassWriter
{
    // What is drawn, in the order of the nodes; parameters of a higher order come later. Those of a step are kept by the class.
    private IEnumerable<(object Item, int Order)> Members(IEnumerable<Node> nodes, string path, IReadOnlyList<Parameter> kept)
    {
        var done = new HashSet<object>();
        foreach (var node in nodes)
        {
            if (path.Length == 0 && LayerOf(node) is { } use)
            {
                if (done.Add(use))
                {
                    yield return (use, 0);
                }
            }
            else if (node.Operation is Repeat repeat)
            {
                yield return (new Repetition(repeat, path + node.FullName, node.Name), 0);
            }
            else if (node.Operation.Inner is { } step)
            {
                foreach (var member in Members(step.Nodes, $"{path}{node.FullName}.", [.. node.Parameters.Select(id => kept[id])]))
                {
                    if (done.Add(member.Item))
                    {
                        yield return member;
                    }
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

    private void WriteField(CodeWriter writer, object item)
    {
        switch (item)
        {
            case Parameter parameter:
                var path = PathOf(parameter.Name);
                var field = names.Add(path);
                fields[parameter] = field;
                writer.Statement($"private readonly Tensor {field} = {Draw(parameter, path)};");
                break;
            case Repetition repetition:
                var inner = classes.ClassOf(repetition.Repeat);
                var blocks = names.Add(repetition.Name);
                repeats[repetition.Path] = blocks;
                writer.Statement(
                    $"private readonly {inner.Class.Name}[] {blocks} = {Parameters}.Repeat({Literal.Text(PathOf(repetition.Path))}, "
                    + $"{symbols.Code(repetition.Repeat.Count)}, {Layer} => new {inner.Class.Name}({Arguments(inner.Symbols, inner.Choices, Layer)}));");
                break;
            case TorchClassUse use:
                var pattern = patterns[use.Call];
                var made = classes.ClassOf(type.Region, pattern);
                var name = use.Call.Prefix.TrimEnd('.');
                var layer = names.Add(name);
                layers[use] = layer;
                var arguments = Arguments(
                    made.Symbols.Select(symbol => pattern.Argument(use, symbol)), made.Choices, $"{Parameters}.In({Literal.Text(name)})");
                writer.Statement($"private readonly {made.Class.Name} {layer} = new({arguments});");
                break;
        }
    }

    private string Arguments(IEnumerable<Number> numbers, IEnumerable<ActivationChoice> choices, string drawn) =>
        string.Join(", ", numbers.Select(symbols.Code).Concat(choices.Select(symbols.Identifier)).Append(drawn));

    private string Draw(Parameter parameter, string path)
    {
        // A single number has no sizes.
        var sizes = string.Concat(parameter.Shape.Dimensions.Select(size => $", {symbols.Code(Common(size))}"));
        if (parameter.Role != ParameterRole.Statistic)
        {
            var initializer = parameter.Initializer with
            {
                Arguments = parameter.Initializer.Arguments.Select(Common).ToEquatableArray(),
            };
            initializer = initializer with { Seed = initializer.Seed is { } seed ? Common(seed) : null };
            parameter = parameter with { Initializer = initializer };
        }

        return parameter.Role switch
        {
            ParameterRole.Statistic =>
                $"{Parameters}.Statistic({Literal.Text(path)}, {InitializerCode.Value(parameter.Initializer)}{sizes})",
            var role => $"{Parameters}.{role}({Literal.Text(path)}, {InitializerCode.Of(parameter.Initializer, symbols)}{sizes})",
        };
    }
}
