using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Simd;

/// <summary>Writes a network that is differentiated when it is compiled, and needs no native library.</summary>
internal sealed class SimdBackend : IBackend
{
    private const int ManyNodes = 200;
    private const int DeepStack = 1 << 29;

    // Both files of an experiment are made from one network.
    private static readonly ConditionalWeakTable<ExperimentUnit, SimdNetworkCode> Networks = new();

    /// <summary>The one backend of this kind.</summary>
    public static SimdBackend Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "simd";

    /// <inheritdoc/>
    public IReadOnlyList<string> UsingsOf(ExperimentUnit unit) =>
    [
        "System.Runtime.Intrinsics", "Makemore.Runtime.Numerics", "Makemore.Runtime.Simd", "Makemore.Runtime.Simd.Networks",
        .. unit.Graph!.Choices.Any() ? ["Makemore.Runtime.Specs"] : Array.Empty<string>(),
        "static Makemore.Runtime.Simd.Functions",
    ];

    /// <inheritdoc/>
    // All that can be said in primitives, which is everything.
    public bool Has(Operation operation) => true;

    /// <inheritdoc/>
    public string BaseOf(ExperimentUnit unit) => $"global::Makemore.Runtime.Simd.Networks.SimdExperiment<{unit.Type.Class}.Hyperparameters>";

    /// <inheritdoc/>
    public void WriteModel(CodeWriter writer, ExperimentUnit unit)
    {
        HyperparametersEmitter.WriteProperties(writer, unit.Graph!);
        writer.Lines(NetworkOf(unit).Code.TrimEnd('\n'));
    }

    /// <inheritdoc/>
    public void WriteMembers(CodeWriter writer, ExperimentUnit unit)
    {
        var (graph, network) = (unit.Graph!, NetworkOf(unit));
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override string NetworkHash => \"{Hash.Of(GraphText.Of(graph))}\";");
        writer.Line();
        GraphEmitter.Write(writer, graph);
        writer.Line();
        writer.Lines(network.Compilation.TrimEnd('\n'));
        writer.Line();
        FactoryEmitter.Write(writer, graph, "global::Makemore.Runtime.Simd.Networks.Simd", network.Symbols, network.Choices);
        writer.Line();
        HyperparametersEmitter.WriteLookups(writer, graph);
        writer.Line();
        writer.Line(ExperimentEmitter.Attribute);
        using var members = writer.Block("public sealed partial class Network");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool IsWindowed => {Literal.Boolean(graph.IsWindowed)};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool IsByExample => {Literal.Boolean(graph.IsByExample)};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool IsCausal => {Literal.Boolean(network.IsCausal)};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        var (ofBatch, once) = network.Work;
        writer.Line("public override global::Makemore.Runtime.Simd.Networks.StepWork Work(double batch, double time) => new(");
        writer.Line($"    OfBatch: {ofBatch},");
        writer.Line($"    Once: {once});");
        if (graph.HasPlainDropout)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override bool HasDropout => true;");
        }
    }

    /// <inheritdoc/>
    public string? DiagnosticsOf(ExperimentUnit unit) => NetworkOf(unit).Observation is not { } observation ? null
        : $"/// <inheritdoc/>\npublic override bool IsObservable => true;\n\n{observation}";

    private static SimdNetworkCode NetworkOf(ExperimentUnit unit) => Networks.GetValue(
        unit, unit => unit.Graph!.Body.WithInner.Sum(region => region.Nodes.Count) < ManyNodes ? Write(unit) : WriteDeep(unit));

    private static SimdNetworkCode Write(ExperimentUnit unit) => SimdNetworkWriter.Write(unit.Graph!, unit.Batch, unit.IsObserved);

    // Schedules follow values to what they are computed from, so that thousands of operations in a row need a deep stack.
    private static SimdNetworkCode WriteDeep(ExperimentUnit unit)
    {
        SimdNetworkCode? code = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    code = Write(unit);
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            DeepStack);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return code!;
    }
}
