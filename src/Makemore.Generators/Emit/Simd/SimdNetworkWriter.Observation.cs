using Makemore.Generators.Graphs;
using Makemore.Generators.Passes;
using Makemore.Generators.Primitives;
using Makemore.Generators.Schedules;

namespace Makemore.Generators.Emit.Simd;

/// <content>The method that looks at the outputs of nonlinearities and the derivatives by them.</content>
internal sealed partial class SimdNetworkWriter
{
    private const string Activations = "global::Makemore.Runtime.Specs.ActivationFunction";

    // Members for a part of the class of its own; null where nothing is watched, or where the class lacks a size that the watching takes.
    private string? WriteObservation(double? batch)
    {
        var rewritten = RewrittenGraph.OfObservation(graph, batch, out var watched);
        var schedule = Schedule.Of(rewritten.Graph);
        var (known, sizes, words) = (blocks.Temporaries.Count, symbols.Used.ToList(), symbols.UsedChoices.ToList());
        List<string> loops = [.. methods.Keys];
        blocks.Add(schedule);
        var body = new CodeWriter(Width + 4);
        var kernels = new CodeWriter(Width);
        WriteKernels(kernels, schedule.Kernels);
        kernels.Line();
        kernels.Line("return");
        using (kernels.Brackets(";"))
        {
            foreach (var one in watched.Where(one => ViewOf(one.Path, ResultKind.Watched) is not null))
            {
                kernels.Statement(Watched(one));
            }
        }

        WriteMethod(body, "LayObservation", "WatchedTensor[] Observe()", MemoryPlan.Of(schedule), kernels);
        if (schedule.Results.Count == 0 || symbols.Used.Except(sizes).Except(steps).Any() || symbols.UsedChoices.Except(words).Any())
        {
            return null;
        }

        var code = new CodeWriter();
        using (code.Block("public sealed partial class Network"))
        {
            code.Line("// What is computed to look into the network.");
            foreach (var (field, block) in blocks.Temporaries.Skip(known))
            {
                code.Comment(Shape(block.Axes));
                code.Line($"private Floats {field};");
            }

            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("public override bool IsObservable => true;");
            code.Line();
            code.Lines(body.ToString().TrimEnd('\n'));
            foreach (var method in methods.Where(method => !loops.Contains(method.Key)))
            {
                code.Line();
                code.Lines(method.Value.TrimEnd('\n'));
            }
        }

        return code.ToString();

        View? ViewOf(string path, ResultKind kind) =>
            schedule.Results.Where(result => result.Result == new GraphResult(kind, path)).Select(result => result.View).FirstOrDefault();

        string Watched(WatchedValue one)
        {
            var (value, gradient) = (ViewOf(one.Path, ResultKind.Watched)!, ViewOf(one.Path, ResultKind.WatchedGradient)!);
            var axes = value.Block.Axes.Items;
            var function = one.Operation is ChosenActivation { Choice: var choice } ? symbols.Identifier(choice)
                : $"{Activations}.{((Activation)one.Operation).Function switch { ActivationFunction.GeluTanh => ActivationFunction.Gelu, var same => same }}";
            var layers = axes.Where(RegionLowering.IsOfLayers).Select(axis => symbols.Code(axis.Size));
            var units = axes.Where(axis => !RegionLowering.IsOfLayers(axis) && axis.Name is not ("batch" or "time"));
            return $"new({Literal.Text(one.Path)}, {function}, {Argument(value)}, {Argument(gradient)}, [{string.Join(", ", layers)}], "
                + $"{SizeOf("batch")}, {SizeOf("time")}, {symbols.Code(Axes.SizeOf(units))}),";

            string SizeOf(string name) => axes.FirstOrDefault(axis => axis.Name == name) is { } axis ? symbols.Code(axis.Size) : "1";
        }
    }
}
