using Makemore.Generators.Graphs;
using Makemore.Generators.Passes;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>A network's class as it was written.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Compilation">Members of the experiment that tell how the network was made.</param>
/// <param name="Symbols">The numbers that its constructor takes.</param>
/// <param name="Choices">The words that it takes behind them.</param>
/// <param name="IsCausal">Whether nothing that is computed for a place depends on the places behind it.</param>
/// <param name="Work">The work of a step, as the code of its two formulas.</param>
/// <param name="Observation">Members of the class that look into it while it trains; null where there are none.</param>
internal sealed record SimdNetworkCode(
    string Code, string Compilation, IReadOnlyList<Number.Symbol> Symbols, IReadOnlyList<ActivationChoice> Choices, bool IsCausal, (string OfBatch, string Once) Work,
    string? Observation);

/// <summary>Writes the class of a network: its parameters, a step of training with its derivatives, and its logits.</summary>
internal sealed partial class SimdNetworkWriter
{
    // What stands in a method of a class in a class is indented by twelve.
    private const int Width = 108;

    // A shape that is longer stands above its tensor.
    private const int LongestField = 120;

    private static readonly string[] OfRuntime = ["batch", "time", "context", "vocab", "labelSmoothing", "dropoutShare"];

    private readonly ModelGraph graph;
    private readonly Identifiers names = new("parameters", "end");
    private readonly Symbols symbols;
    private readonly SimdNames blocks;
    private readonly Dictionary<string, string> parameters = new(StringComparer.Ordinal);
    private readonly List<(string Field, string Shape)> fields = [];
    private readonly HashSet<Number.Symbol> steps = [];
    private readonly List<string> fills = [];

    private SimdNetworkWriter(ModelGraph graph)
    {
        this.graph = graph;
        symbols = new(names);
        blocks = new(names, parameters);
        // Sizes and words have the plain names; tensors give way.
        foreach (var symbol in new[] { GraphBuilder.Batch, TrainingGraph.Time }.Concat(graph.Hyperparameters.OfType<NumberHyperparameter>().Select(number => number.Symbol)))
        {
            symbols.Keep(symbol);
        }

        foreach (var choice in graph.Choices)
        {
            symbols.Keep(choice);
        }
    }

    /// <summary>Writes the class.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="batch">The examples of a step of training, which decide how it is best computed; null where they are the whole split.</param>
    /// <param name="isObserved">Whether it can be looked into while it trains.</param>
    public static SimdNetworkCode Write(ModelGraph graph, double? batch, bool isObserved) => new SimdNetworkWriter(graph).Write(batch, isObserved);

    private SimdNetworkCode Write(double? batch, bool isObserved)
    {
        var logits = TrainingGraph.Logits(graph, LoweringMode.Evaluation);
        var (trained, evaluated) = (RewrittenGraph.OfTraining(graph, batch), RewrittenGraph.OfEvaluation(logits));
        var (training, evaluation) = (Schedule.Of(trained.Graph), Schedule.Of(evaluated.Graph));
        var (trainingPlan, evaluationPlan) = (MemoryPlan.Of(training), MemoryPlan.Of(evaluation));
        var isCausal = Causality.Holds(logits);
        // A window is read as a whole.
        var continuation = isCausal && !graph.IsWindowed ? Schedule.Of(RewrittenGraph.OfContinuation(logits, graph.Nodes[0].Shape.Dimensions[1]).Graph) : null;
        var continuationPlan = continuation is null ? null : MemoryPlan.Of(continuation);
        var draws = new CodeWriter(Width);
        WriteDraws(draws);
        blocks.Add([training, evaluation, .. continuation is null ? Array.Empty<Schedule>() : [continuation]]);
        var body = new CodeWriter(Width + 4);
        WriteTraining(body, training, trainingPlan);
        WriteEvaluation(body, evaluation, evaluationPlan);
        if (continuation is not null)
        {
            WriteContinuation(body, continuation, continuationPlan!);
        }

        var work = Work.Of(training);
        (string OfBatch, string Once) formulas = (symbols.Code(work.OfBatch), symbols.Code(work.Once));
        List<Number.Symbol> used = [.. symbols.Used.Where(symbol => !steps.Contains(symbol))];
        List<Number.Symbol> given = [.. used.Where(symbol => !IsOfRuntime(symbol))];
        List<ActivationChoice> choices = [.. graph.Choices.Intersect(symbols.UsedChoices)];

        var code = new CodeWriter();
        code.Summary("The network: its parameters in the order in which they are drawn, and what it computes, with all derivatives.");
        using (code.Block("public sealed partial class Network : SimdNetwork"))
        {
            WriteFields(code, used, choices);
            code.Line();
            WriteConstructor(code, used, given, choices, draws);
            code.Line();
            code.Lines(body.ToString().TrimEnd('\n'));
            foreach (var method in methods.Values)
            {
                code.Line();
                code.Lines(method.TrimEnd('\n'));
            }
        }

        var compilation = new CodeWriter();
        CompilationEmitter.WriteRewriting(compilation, trained, evaluated);
        compilation.Line();
        CompilationEmitter.WriteMemory(compilation, "TrainingMemory", trainingPlan.Slots, blocks);
        compilation.Line();
        CompilationEmitter.WriteMemory(compilation, "EvaluationMemory", evaluationPlan.Slots, blocks);
        if (continuationPlan is not null)
        {
            // What is kept shares its place with nothing.
            compilation.Line();
            CompilationEmitter.WriteMemory(
                compilation, "ContinuationMemory", [.. blocks.Pasts.Select(past => new MemorySlot([past.Block])), .. continuationPlan.Slots], blocks);
        }

        // Last, so that the class itself is the same with it and without.
        return new(code.ToString(), compilation.ToString(), given, choices, isCausal, formulas, isObserved ? WriteObservation(batch) : null);
    }

    // What the program does not decide; that of a hyperparameter has a default.
    private static bool IsOfRuntime(Number.Symbol symbol) =>
        symbol.Name is "context" or "vocab" || (symbol.Default is null && OfRuntime.Contains(symbol.Name));

    private void WriteFields(CodeWriter code, IReadOnlyList<Number.Symbol> used, IReadOnlyList<ActivationChoice> choices)
    {
        code.Line("// The sizes; those of a batch change.");
        foreach (var symbol in used.Where(symbol => !IsSetting(symbol)).OrderBy(symbol => IsOfBatch(symbol) ? 1 : 0))
        {
            code.Line($"private {(IsOfBatch(symbol) ? "" : "readonly ")}{Symbols.TypeOf(symbol)} {symbols.Identifier(symbol)};");
        }

        if (choices.Count > 0)
        {
            code.Line();
            code.Line("// The activations that words choose.");
        }

        foreach (var choice in choices)
        {
            code.Line($"private readonly {GeneratedNames.Activation} {symbols.Identifier(choice)};");
        }

        WriteTensors("The parameters.", "private readonly Floats", fields);
        WriteTensors(
            "What is computed on the way.", "private Floats",
            [.. blocks.Temporaries.Select(temporary => (temporary.Field, Shape(temporary.Block.Axes)))]);
        WriteTensors("What is kept of each token, when they come one by one.", "private Floats", [.. blocks.Pasts.Select(past => (past.Field, Shape(past.Block.Axes)))]);

        void WriteTensors(string comment, string declaration, IReadOnlyList<(string Field, string Shape)> tensors)
        {
            if (tensors.Count > 0)
            {
                code.Line();
                code.Line($"// {comment}");
            }

            foreach (var (field, shape) in tensors)
            {
                var line = $"{declaration} {field};";
                if (line.Length + shape.Length > LongestField)
                {
                    code.Comment(shape);
                    code.Line(line);
                    continue;
                }

                code.Line($"{line} // {shape}");
            }
        }
    }

    private void WriteConstructor(
        CodeWriter code, IReadOnlyList<Number.Symbol> used, IReadOnlyList<Number.Symbol> given, IReadOnlyList<ActivationChoice> choices, CodeWriter draws)
    {
        code.Summary("Draws the parameters.");
        List<(string Type, string Name)> arguments =
        [
            .. given.Select(symbol => (Symbols.TypeOf(symbol), symbols.Identifier(symbol))),
            .. choices.Select(choice => (GeneratedNames.Activation, symbols.Identifier(choice))),
        ];
        code.Statement($"public Network({string.Join(", ", arguments.Append(("SimdParameters", "parameters")).Select(argument => $"{argument.Item1} {argument.Item2}"))})");
        code.Line("    : base(parameters)");
        using var constructor = code.Block("");
        foreach (var (_, name) in arguments)
        {
            code.Line($"this.{name} = {name};");
        }

        foreach (var symbol in used.Where(symbol => symbol.Name is "context" or "vocab"))
        {
            code.Line($"{symbols.Identifier(symbol)} = parameters.{(symbol.Name == "vocab" ? "Vocabulary" : "Context")};");
        }

        code.Line();
        code.Lines(draws.ToString().TrimEnd('\n'));
    }

    private static bool IsOfBatch(Number.Symbol symbol) => symbol.Default is null && symbol.Name is "batch" or "time";

    private string Argument(View view)
    {
        var offset = symbols.Code(view.Offset);
        return offset == "0" ? blocks.FieldOf(view.Block) : $"{blocks.FieldOf(view.Block)}.From({offset})";
    }

    private string Shape(IEnumerable<Number> sizes) => $"({string.Join(", ", sizes.Select(size => size.Render(IdentifierOf)))})";

    private string Shape(Axes axes) => axes.Items.Count == 0 ? "a number" : Shape(axes.Items.Select(axis => axis.Size));
}
