using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>
/// Writes one class: its parameters, in the order in which they are drawn, and <c>Forward</c>. What it is made with are
/// parameters of the class itself, so that each number has its name once.
/// </summary>
internal sealed partial class TorchClassWriter
{
    private const string Tokens = "tokens";
    private const string Parameters = "parameters";
    private const string Layer = "layer";

    private readonly TorchClasses classes;
    private readonly TorchClass type;
    private readonly Identifiers names = new(Parameters, Layer);
    private readonly Symbols symbols;
    private readonly Dictionary<Parameter, string> fields = [];
    private readonly IReadOnlyDictionary<Call, TorchClassPattern> patterns;
    private readonly Dictionary<TorchClassUse, string> layers = [];
    private readonly Dictionary<string, string> repeats = new(StringComparer.Ordinal);
    private readonly CodeWriter forward = new();
    private Dictionary<int, string> variables = [];
    private Region region;
    private IReadOnlyList<Parameter> kept;
    private string scan = "";
    private int place;

    private TorchClassWriter(TorchClasses classes, TorchClass type)
    {
        this.classes = classes;
        this.type = type;
        region = type.Region;
        kept = region.Parameters;
        symbols = new(names);
        patterns = type.Pattern is null ? classes.LayersOf(type.Region) : new Dictionary<Call, TorchClassPattern>();
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
        foreach (var (item, _) in Members(type.Nodes, "", kept).OrderBy(member => member.Order))
        {
            WriteField(members, item);
        }

        WriteForward();
        var own = type.Pattern?.Parameters.Where(symbols.Used.Contains).ToList() ?? [];
        List<Number.Symbol> used = [.. own, .. classes.InOrder(symbols.Used.Except(own))];
        var choices = classes.InOrder(symbols.UsedChoices);
        var parameters = string.Join(", ", used.Select(symbol => $"{Symbols.TypeOf(symbol)} {symbols.Identifier(symbol)}")
            .Concat(choices.Select(choice => $"{GeneratedNames.Activation} {symbols.Identifier(choice)}"))
            .Append($"TorchParameters {Parameters}"));
        var writer = new CodeWriter();
        WriteSummary(writer);
        var (visibility, parent) = type.IsNetwork ? ("public", "TorchNetwork") : ("private", "TorchBlock");
        var head = $"{visibility} sealed partial class {type.Name}({parameters})";
        var isLong = head.Length + parent.Length > 90;
        if (isLong)
        {
            writer.Statement(head);
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

        return new(type, used, choices, writer.ToString());
    }

    // The application of a class to which a node belongs.
    private TorchClassUse? LayerOf(Node node) => patterns.Count > 0 && scan.Length == 0
        && node.Call?.Path.FirstOrDefault(patterns.ContainsKey) is { } call
        ? patterns[call].Uses.First(use => use.Call == call)
        : null;

    // A number of the program as the class has it; numbers are asked for in the order in which they are written.
    private Number Common(Number number) => type.Pattern is { } pattern ? pattern.Numbers[place++] : number;

    private void WriteForward()
    {
        var (input, output) = (TextOf(type.Inputs[0]), TextOf(type.Output));
        var to = KeepsShape(type.Inputs[0], type.Output) ? "the same" : output;
        forward.Summary(type.IsNetwork ? $"Token ids, {input}, to logits, {output}."
            : input.Length == 0 || to.Length == 0 ? "What the layer makes of a tensor."
            : $"{input} to {to}.");
        var parameters = string.Join(", ", type.Inputs.Select(node => $"Tensor {variables[node.Id]}"));
        using var body = forward.Block($"public {(type.IsNetwork ? "override " : "")}Tensor Forward({parameters})");
        WriteNodes(type.Nodes);
        if (type.IsNetwork || !IsLast(type.Output))
        {
            forward.Line($"return {variables[type.Output.Id]};");
        }
    }

    private void WriteNodes(IEnumerable<Node> nodes)
    {
        var done = new HashSet<TorchClassUse>();
        foreach (var node in nodes)
        {
            if (LayerOf(node) is { } use)
            {
                if (done.Add(use))
                {
                    WriteUse(use);
                }
            }
            else if (node.Operation is Repeat repeat)
            {
                WriteRepeat(node, repeat);
            }
            else if (node.Operation is Scan loop)
            {
                WriteScan(node, loop);
            }
            else if (TorchOperations.IsWrittenOut(node.Operation))
            {
                WriteBody(node, node.Operation.Inner!);
            }
            else
            {
                WriteNode(node);
            }
        }
    }

    private void WriteNode(Node node)
    {
        var code = TorchOperations.Expression(node.Operation, new(
            [.. node.Inputs.Select(id => variables[id])], [.. node.Parameters.Select(id => fields[kept[id]])], node.Shape,
            number => symbols.Code(Common(number)), symbols.Identifier)
        {
            Shapes = [.. node.Inputs.Select(id => region.Nodes[id].Shape)],
        });
        var isReturned = !type.IsNetwork && scan.Length == 0 && node == type.Output && IsLast(node);
        // A field, a number, and what is only called otherwise, need no variable.
        if (!isReturned && (node.Operation is Own or Fill { Axes.Items.Count: 0 } || node.Inputs.Any(id => variables[id] == code)))
        {
            variables[node.Id] = code;
            return;
        }

        var shape = node.Inputs.Count > 0 && KeepsShape(region.Nodes[node.Inputs[0]], node) ? "" : CommentOf(node);
        if (isReturned)
        {
            Commented(forward, $"return {code};", shape);
            return;
        }

        variables[node.Id] = VariableOf(node, node.Name);
        Commented(forward, $"var {variables[node.Id]} = {code};", shape);
    }

    private string VariableOf(Node node, string name) =>
        names.Add(type.IsNetwork && scan.Length == 0 && node == type.Output ? "logits" : name);

    private void WriteUse(TorchClassUse use)
    {
        var output = use.Output;
        var code = $"{layers[use]}.Forward({variables[use.Input.Id]})";
        variables[output.Id] = VariableOf(output, use.Call.Result ?? "x");
        Commented(forward, $"var {variables[output.Id]} = {code};", KeepsShape(use.Input, output) ? "" : CommentOf(output));
    }

    private bool IsLast(Node node) => type.Nodes.Count > 0 && type.Nodes[type.Nodes.Count - 1] == node
        && node.Operation is not Repeat && !TorchOperations.IsWrittenOut(node.Operation) && LayerOf(node) is null;

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
            writer.Comment(comment);
            writer.Statement(statement);
        }
        else
        {
            writer.Line($"{statement} // {comment}");
        }
    }

    // A path as it is within the class.
    private string PathOf(string path) => type.Pattern is { } pattern
        ? path.Substring(pattern.Uses[0].Call.Prefix.Length)
        : path;

    // The node as it is in each application of the class.
    private IReadOnlyList<Shape> ShapesOf(Node node) => type.Pattern is { } pattern && scan.Length == 0
        ? [.. pattern.Uses.Select(use => node == type.Inputs[0] ? use.Input.Shape : use.Nodes[node.Id - type.Nodes[0].Id].Shape)]
        : [node.Shape];

    private bool KeepsShape(Node input, Node output) => ShapesOf(input).Zip(ShapesOf(output), (before, after) =>
        before.ToString() == after.ToString()).All(isSame => isSame);

    private string TextOf(Node node) => type.Pattern is { } pattern ? pattern.ShapeOf(ShapesOf(node)) : node.Shape.ToString();

    private string CommentOf(Node node)
    {
        var text = TextOf(node);
        return text != node.Shape.ToString() || text == node.Shape.Sizes ? text : $"{text} = {node.Shape.Sizes}";
    }
}
