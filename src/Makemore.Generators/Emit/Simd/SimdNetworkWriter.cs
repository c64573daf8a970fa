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
internal sealed record SimdNetworkCode(
    string Code, string Compilation, IReadOnlyList<Number.Symbol> Symbols, IReadOnlyList<ActivationChoice> Choices, bool IsCausal, (string OfBatch, string Once) Work);

/// <summary>Writes the class of a network: its parameters, a step of training with its derivatives, and its logits.</summary>
internal sealed partial class SimdNetworkWriter
{
    // What stands in a method of a class in a class is indented by twelve.
    private const int Width = 108;

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
    public static SimdNetworkCode Write(ModelGraph graph, double? batch) => new SimdNetworkWriter(graph).Write(batch);

    private SimdNetworkCode Write(double? batch)
    {
        var logits = TrainingGraph.Logits(graph, LoweringMode.Evaluation);
        var (trained, evaluated) = (RewrittenGraph.OfTraining(graph, batch), RewrittenGraph.OfEvaluation(logits));
        var (training, evaluation) = (Schedule.Of(trained.Graph), Schedule.Of(evaluated.Graph));
        var (trainingPlan, evaluationPlan) = (MemoryPlan.Of(training), MemoryPlan.Of(evaluation));
        var draws = new CodeWriter(Width);
        WriteDraws(draws);
        blocks.Add(training, evaluation);
        var body = new CodeWriter(Width + 4);
        WriteTraining(body, training, trainingPlan);
        WriteEvaluation(body, evaluation, evaluationPlan);
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
        CompilationEmitter.WriteMemory(compilation, "TrainingMemory", trainingPlan, blocks);
        compilation.Line();
        CompilationEmitter.WriteMemory(compilation, "EvaluationMemory", evaluationPlan, blocks);
        return new(code.ToString(), compilation.ToString(), given, choices, Causality.Holds(logits), formulas);
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

        void WriteTensors(string comment, string declaration, IReadOnlyList<(string Field, string Shape)> tensors)
        {
            if (tensors.Count > 0)
            {
                code.Line();
                code.Line($"// {comment}");
            }

            foreach (var (field, shape) in tensors)
            {
                code.Line($"{declaration} {field}; // {shape}");
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

    private void WriteTraining(CodeWriter code, Schedule schedule, MemoryPlan plan)
    {
        var loss = schedule.Results.First(result => result.Result.Kind == ResultKind.Loss).View;
        var last = schedule.Kernels.ToList().FindLastIndex(kernel => kernel is not FillKernel && kernel.Blocks.Contains(loss.Block));
        var kernels = new CodeWriter(Width);
        kernels.Line("// The way forward, to the loss.");
        WriteKernels(kernels, [.. schedule.Kernels.Take(last + 1)]);
        if (last + 1 < schedule.Kernels.Count)
        {
            kernels.Line();
            kernels.Line("// The way back, to the derivatives by the parameters.");
            WriteKernels(kernels, [.. schedule.Kernels.Skip(last + 1)]);
        }

        kernels.Line();
        kernels.Line($"return {Argument(loss)}[0];");
        WriteMethod(code, "LayTraining", "float Train()", plan, kernels);
        code.Line();
    }

    private void WriteEvaluation(CodeWriter code, Schedule schedule, MemoryPlan plan)
    {
        var kernels = new CodeWriter(Width);
        WriteKernels(kernels, schedule.Kernels);
        kernels.Line();
        kernels.Line($"return {Argument(schedule.Results[0].View)};");
        WriteMethod(code, "LayEvaluation", "Floats Evaluate()", plan, kernels);
    }

    private void WriteMethod(CodeWriter code, string layout, string head, MemoryPlan plan, CodeWriter kernels)
    {
        WritePlan(code, layout, plan);
        code.Line();
        code.Line("/// <inheritdoc/>");
        using var method = code.Block($"protected override {head}");
        code.Lines(kernels.ToString().Trim('\n'));
    }

    // Where the blocks lie for a batch of some size.
    private void WritePlan(CodeWriter code, string name, MemoryPlan plan)
    {
        var body = new CodeWriter(Width);
        var locals = new Identifiers(["batch", "time", "end", .. blocks.Temporaries.Select(temporary => temporary.Field), .. symbols.Used.Select(symbols.Identifier)]);
        var places = plan.Slots.Select(_ => locals.Add("slot")).ToList();
        foreach (var (slot, place) in plan.Slots.Zip(places, (slot, place) => (slot, place)))
        {
            body.Statement($"var {place} = SimdMemory.Place(ref end, {string.Join(", ", slot.Sizes.Select(symbols.Code))});");
        }

        body.Line();
        body.Line("Memory.Reserve(end);");
        foreach (var (slot, place) in plan.Slots.Zip(places, (slot, place) => (slot, place)))
        {
            foreach (var block in slot.Blocks)
            {
                body.Line($"{blocks.FieldOf(block)} = Memory.At({place});");
            }
        }

        code.Line("/// <inheritdoc/>");
        using var method = code.Block($"protected override void {name}(int batch, int time)");
        List<Number.Symbol> changing = [.. symbols.Used.Where(IsOfBatch)];
        foreach (var symbol in changing)
        {
            code.Line($"this.{symbols.Identifier(symbol)} = {symbol.Name};");
        }

        if (changing.Count > 0)
        {
            code.Line();
        }

        code.Line("// What is not needed at the same time lies in one place.");
        code.Line("var end = (nint)0;");
        code.Lines(body.ToString().TrimEnd('\n'));
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
