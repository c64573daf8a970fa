using Makemore.Generators.Differentiation;
using Makemore.Generators.Graphs;
using Makemore.Generators.Passes;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <summary>A network's class as it was written.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Symbols">The numbers that its constructor takes.</param>
internal sealed record SimdNetworkCode(string Code, IReadOnlyList<Number.Symbol> Symbols);

/// <summary>Writes the class of a network: its parameters, a step of training with its derivatives, and its logits.</summary>
internal sealed partial class SimdNetworkWriter
{
    private static readonly string[] OfRuntime = ["batch", "time", "context", "vocab", "labelSmoothing", "dropoutShare"];

    // The examples of a step where nothing else is said, and about those of a measurement.
    private const double UsualBatch = 32;
    private const double MeasuredBatch = 1024;

    private readonly ModelGraph graph;
    private readonly Identifiers names = new("parameters", "end");
    private readonly HashSet<string> methods = new([.. LoopWriter.Functions, "Train", "Evaluate", "LayTraining", "LayEvaluation", "Network", "Gradient", "Drop", "Product", "Cumulative"], StringComparer.Ordinal);
    private readonly Symbols symbols;
    private readonly Dictionary<string, string> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<Block, string> fields = [];
    private readonly List<string> loops = [];

    private SimdNetworkWriter(ModelGraph graph)
    {
        this.graph = graph;
        symbols = new(names);
    }

    /// <summary>Writes the class.</summary>
    public static SimdNetworkCode Write(ModelGraph graph) => new SimdNetworkWriter(graph).Write();

    private SimdNetworkCode Write()
    {
        var training = Schedule.Of(LiveGraph.Of(Through(Gradients.Of(LiveGraph.Of(Through(TrainingGraph.OfData(graph), Pass.OfModel(UsualBatch)))), Pass.OfSteps)));
        var evaluation = Schedule.Of(LiveGraph.Of(Through(TrainingGraph.Logits(graph, LoweringMode.Evaluation), [.. Pass.OfModel(MeasuredBatch), .. Pass.OfSteps])));
        var draws = new CodeWriter();
        WriteDraws(draws);
        var body = new CodeWriter();
        WriteTraining(body, training);
        WriteEvaluation(body, evaluation);
        List<Number.Symbol> used = [.. symbols.Used.Where(symbol => !IsOfStep(symbol))];
        List<Number.Symbol> given = [.. used.Where(symbol => !OfRuntime.Contains(symbol.Name))];

        var code = new CodeWriter();
        using (code.Block("public sealed partial class Network : SimdNetwork"))
        {
            foreach (var symbol in used.Where(symbol => symbol.Name is not ("labelSmoothing" or "dropoutShare")))
            {
                var changes = symbol.Name is "batch" or "time" ? "" : "readonly ";
                code.Line($"private {changes}{Symbols.TypeOf(symbol)} {symbols.Identifier(symbol)};");
            }

            foreach (var field in parameters.Values)
            {
                code.Line($"private readonly Floats {field};");
            }

            foreach (var field in fields.Where(field => field.Key.Kind == BlockKind.Temporary))
            {
                code.Line($"private Floats {field.Value};");
            }

            code.Line();
            code.Summary("Draws the parameters.");
            var arguments = given.Select(symbol => $"{Symbols.TypeOf(symbol)} {symbols.Identifier(symbol)}").Append("SimdParameters parameters");
            code.Statement($"public Network({string.Join(", ", arguments)})");
            code.Line("    : base(parameters)");
            using (code.Block(""))
            {
                foreach (var symbol in given)
                {
                    code.Line($"this.{symbols.Identifier(symbol)} = {symbols.Identifier(symbol)};");
                }

                foreach (var symbol in used.Where(symbol => symbol.Name is "context" or "vocab"))
                {
                    code.Line($"{symbols.Identifier(symbol)} = parameters.{(symbol.Name == "vocab" ? "Vocabulary" : "Context")};");
                }

                code.Lines(draws.ToString().TrimEnd('\n'));
            }

            code.Line();
            code.Lines(body.ToString().TrimEnd('\n'));
            foreach (var loop in loops)
            {
                code.Line();
                code.Lines(loop.TrimEnd('\n'));
            }
        }

        return new(code.ToString(), given);
    }

    private static PrimitiveGraph Through(PrimitiveGraph graph, IEnumerable<Pass> passes) => passes.Aggregate(graph, (before, pass) => pass.Apply(before));

    private static bool IsOfStep(Number.Symbol symbol) => symbol.Name.StartsWith("step", StringComparison.Ordinal) && symbol.Default is null;

    private void WriteTraining(CodeWriter code, Schedule schedule)
    {
        var kernels = new CodeWriter();
        WriteKernels(kernels, schedule.Kernels);
        WritePlan(code, "LayTraining", schedule);
        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("protected override float Train()"))
        {
            code.Lines(kernels.ToString().TrimEnd('\n'));
            code.Line($"return {Argument(schedule.Results.First(result => result.Result.Kind == ResultKind.Loss).View)}[0];");
        }

        code.Line();
    }

    private void WriteEvaluation(CodeWriter code, Schedule schedule)
    {
        var kernels = new CodeWriter();
        WriteKernels(kernels, schedule.Kernels);
        WritePlan(code, "LayEvaluation", schedule);
        code.Line();
        code.Line("/// <inheritdoc/>");
        using (code.Block("protected override Floats Evaluate()"))
        {
            code.Lines(kernels.ToString().TrimEnd('\n'));
            code.Line($"return {Argument(schedule.Results[0].View)};");
        }
    }

    // Where the blocks lie for a batch of some size.
    private void WritePlan(CodeWriter code, string name, Schedule schedule)
    {
        code.Line("/// <inheritdoc/>");
        using var method = code.Block($"protected override void {name}(int batch, int time)");
        var body = new CodeWriter();
        var plan = MemoryPlan.Of(schedule);
        var places = new List<string>();
        body.Line("var end = (nint)0;");
        foreach (var slot in plan.Slots)
        {
            var size = slot.Sizes.Select(symbols.Code).Aggregate((left, right) => $"int.Max({left}, {right})");
            places.Add(names.Add("slot"));
            body.Line($"var {places[places.Count - 1]} = SimdMemory.Place(ref end, {size});");
        }

        body.Line("Memory.Reserve(end);");
        foreach (var (slot, place) in plan.Slots.Zip(places, (slot, place) => (slot, place)))
        {
            foreach (var block in slot.Blocks)
            {
                body.Line($"{FieldOf(block)} = Memory.At({place});");
            }
        }

        foreach (var symbol in symbols.Used.Where(symbol => symbol.Name is "batch" or "time"))
        {
            code.Line($"{(symbols.Identifier(symbol) == symbol.Name ? "this." : "")}{symbols.Identifier(symbol)} = {symbol.Name};");
        }

        code.Lines(body.ToString().TrimEnd('\n'));
    }

    private string FieldOf(Block block)
    {
        if (!fields.TryGetValue(block, out var field))
        {
            field = block.Kind switch
            {
                BlockKind.Parameter => parameters[block.Name],
                BlockKind.Gradient => $"Gradient({parameters[block.Name]})",
                BlockKind.Input => block.Name,
                _ => names.Add(block.Name),
            };
            fields.Add(block, field);
        }

        return field;
    }

    private string Argument(View view)
    {
        var offset = symbols.Code(view.Offset);
        return offset == "0" ? FieldOf(view.Block) : $"{FieldOf(view.Block)}.From({offset})";
    }
}
