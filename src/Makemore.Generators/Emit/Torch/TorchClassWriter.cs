using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>
/// Writes one class: its parameters, in the order in which they are drawn, and <c>Forward</c>. What it is made with are
/// parameters of the class itself, so that each number has its name once.
/// </summary>
internal sealed class TorchClassWriter
{
    private const string Tokens = "tokens";
    private const string Parameters = "parameters";
    private const string Layer = "layer";

    private readonly TorchClasses classes;
    private readonly TorchClass type;
    private readonly Identifiers names = new(Parameters, Layer);
    private readonly Symbols symbols;
    private readonly Dictionary<int, string> fields = [];
    private readonly Dictionary<Call, string> layers = [];
    private readonly Dictionary<int, string> repeats = [];
    private readonly Dictionary<int, string> variables = [];
    private readonly CodeWriter forward = new();

    private TorchClassWriter(TorchClasses classes, TorchClass type)
    {
        this.classes = classes;
        this.type = type;
        symbols = new(names);
        foreach (var input in type.Inputs)
        {
            variables[input.Id] = names.Add(type.IsNetwork ? Tokens : "x");
        }
    }

    /// <summary>The class as text.</summary>
    public static TorchClassCode Write(TorchClasses classes, TorchClass type) => new TorchClassWriter(classes, type).Write();

    private TorchClassCode Write()
    {
        var members = new CodeWriter();
        foreach (var (item, _) in Members().OrderBy(member => member.Order))
        {
            WriteField(members, item);
        }

        WriteForward();
        var used = classes.InOrder(symbols.Used);
        var parameters = string.Join(", ", used.Select(symbol => $"{Symbols.TypeOf(symbol)} {symbols.Identifier(symbol)}")
            .Append($"TorchParameters {Parameters}"));
        var writer = new CodeWriter();
        WriteSummary(writer);
        var (visibility, parent) = type.IsNetwork ? ("public", "TorchNetwork") : ("private", "TorchBlock");
        var head = $"{visibility} sealed partial class {type.Name}({parameters})";
        var isLong = head.Length + parent.Length > 90;
        if (isLong)
        {
            writer.Line(head);
        }

        using (writer.Block(isLong ? $"    : {parent}({Parameters})" : $"{head} : {parent}({Parameters})"))
        {
            var code = members.ToString();
            if (code.Length > 0)
            {
                writer.Lines(code.TrimEnd('\n'));
                writer.Line();
            }

            writer.Lines(forward.ToString().TrimEnd('\n'));
        }

        return new(type, used, writer.ToString());
    }

    // What is drawn, in the order of the nodes; parameters of a higher order come later.
    private IEnumerable<(object Item, int Order)> Members()
    {
        var done = new HashSet<object>();
        foreach (var node in type.Nodes)
        {
            if (classes.LayerOf(node.Call, type.Call) is { } call)
            {
                if (done.Add(call))
                {
                    yield return (call, 0);
                }
            }
            else if (node.Operation is Repeat)
            {
                yield return (node, 0);
            }
            else
            {
                foreach (var parameter in node.Parameters.Where(id => done.Add(id)).Select(id => type.Region.Parameters[id]))
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
                fields[parameter.Id] = field;
                writer.Statement($"private readonly Tensor {field} = {Draw(parameter, path)};");
                break;
            case Node { Operation: Repeat repeat } node:
                var inner = classes.ClassOf(repeat);
                var blocks = names.Add(node.Name);
                repeats[node.Id] = blocks;
                writer.Statement(
                    $"private readonly {inner.Class.Name}[] {blocks} = {Parameters}.Repeat({Literal.Text(PathOf(PathOf(node)))}, "
                    + $"{symbols.Code(repeat.Count)}, {Layer} => new {inner.Class.Name}({Arguments(inner.Symbols, Layer)}));");
                break;
            case Call call:
                var made = classes.ClassOf(call);
                var one = names.Add(PathOf(call.Path.Select(part => part.Name)));
                layers[call] = one;
                writer.Statement(
                    $"private readonly {made.Class.Name} {one} = new({Arguments(classes.Arguments(call, made), $"{Parameters}.In({Literal.Text(PathOf(call.Path.Select(part => part.Name)))})")});");
                break;
        }
    }

    private string Arguments(IEnumerable<Number> numbers, string drawn) =>
        string.Join(", ", numbers.Select(symbols.Code).Append(drawn));

    private string Draw(Parameter parameter, string path)
    {
        var sizes = symbols.Code(parameter.Shape.Dimensions);
        return parameter.Role switch
        {
            ParameterRole.Statistic =>
                $"{Parameters}.Statistic({Literal.Text(path)}, {TorchInitializers.Value(parameter.Initializer)}, {sizes})",
            var role => $"{Parameters}.{role}({Literal.Text(path)}, {TorchInitializers.Code(parameter.Initializer, symbols)}, {sizes})",
        };
    }

    private void WriteForward()
    {
        var (input, output) = (type.Inputs[0].Shape, type.Output.Shape);
        var to = output.ToString() == input.ToString() ? "the same" : output.ToString();
        forward.Line(type.IsNetwork
            ? $"/// <summary>Token ids, {input}, to logits, {output}.</summary>"
            : $"/// <summary>{input} to {to}.</summary>");
        var parameters = string.Join(", ", type.Inputs.Select(node => $"Tensor {variables[node.Id]}"));
        using var body = forward.Block($"public {(type.IsNetwork ? "override " : "")}Tensor Forward({parameters})");
        var done = new HashSet<Call>();
        foreach (var node in type.Nodes)
        {
            if (classes.LayerOf(node.Call, type.Call) is { } call)
            {
                if (done.Add(call))
                {
                    WriteCall(call);
                }
            }
            else if (node.Operation is Repeat repeat)
            {
                WriteRepeat(node, repeat);
            }
            else
            {
                WriteNode(node);
            }
        }

        if (type.IsNetwork || !IsLast(type.Output))
        {
            forward.Line($"return {variables[type.Output.Id]};");
        }
    }

    private void WriteNode(Node node)
    {
        var code = TorchOperations.Expression(node.Operation, new(
            [.. node.Inputs.Select(id => variables[id])], [.. node.Parameters.Select(id => fields[id])], node.Shape, symbols.Code));
        var before = type.Region.Nodes[node.Inputs[0]].Shape.ToString();
        var shape = node.Shape.ToString() == before ? "" : ShapeOf(node.Shape);
        if (!type.IsNetwork && node == type.Output && IsLast(node))
        {
            Commented(forward, $"return {code};", shape);
            return;
        }

        variables[node.Id] = names.Add(type.IsNetwork && node == type.Output ? "logits" : node.Name);
        Commented(forward, $"var {variables[node.Id]} = {code};", shape);
    }

    private void WriteRepeat(Node node, Repeat repeat)
    {
        var inputs = node.Inputs.Select(id => variables[id]).ToList();
        var result = names.Add(type.IsNetwork && node == type.Output ? "logits" : "x");
        var block = names.Add(repeat.Function);
        variables[node.Id] = result;
        forward.Line($"var {result} = {inputs[0]};");
        using (forward.Block($"foreach (var {block} in {repeats[node.Id]})"))
        {
            forward.Line($"{result} = {block}.Forward({string.Join(", ", inputs.Skip(1).Prepend(result))});");
        }

        forward.Line();
    }

    private void WriteCall(Call call)
    {
        var (inputs, output) = classes.Ends(type.Region, call);
        var code = $"{layers[call]}.Forward({string.Join(", ", inputs.Select(node => variables[node.Id]))})";
        var shape = output.Shape.ToString() == inputs[0].Shape.ToString() ? "" : ShapeOf(output.Shape);
        variables[output.Id] = names.Add(type.IsNetwork && output == type.Output ? "logits" : call.Result ?? "x");
        Commented(forward, $"var {variables[output.Id]} = {code};", shape);
    }

    private bool IsLast(Node node) => type.Nodes.Count > 0 && type.Nodes[type.Nodes.Count - 1] == node
        && node.Operation is not Repeat && classes.LayerOf(node.Call, type.Call) is null;

    private void WriteSummary(CodeWriter writer) => writer.Summary(type.IsNetwork
        ? "The network: its parameters in the order in which they are drawn, and what it computes."
        : $"The layer '{type.Function}' of the program: its parameters, and what it computes.");

    // A line that would be too long has what is said of it above.
    private static void Commented(CodeWriter writer, string statement, string comment)
    {
        if (comment.Length == 0)
        {
            writer.Statement(statement);
        }
        else if (statement.Length + comment.Length > 100)
        {
            writer.Line($"// {comment}");
            writer.Statement(statement);
        }
        else
        {
            writer.Line($"{statement} // {comment}");
        }
    }

    private static string PathOf(Node node) =>
        string.Join(".", (node.Call?.Path.Select(part => part.Name) ?? []).Append(node.Name));

    private string PathOf(IEnumerable<string> parts) => PathOf(string.Join(".", parts));

    // A path as it is within the class.
    private string PathOf(string path) => type.Call is { } call
        ? path.Substring(call.Path.Sum(part => part.Name.Length + 1))
        : path;

    private static string ShapeOf(Shape shape) => shape.ToString() == shape.Sizes ? shape.ToString() : $"{shape} = {shape.Sizes}";
}
