using System.Runtime.CompilerServices;
using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Simd;

/// <summary>Writes a network that is differentiated when it is compiled, and needs no native library.</summary>
internal sealed class SimdBackend : IBackend
{
    // Both files of an experiment are made from one network.
    private static readonly ConditionalWeakTable<ModelGraph, SimdNetworkCode> Networks = new();

    /// <summary>The one backend of this kind.</summary>
    public static SimdBackend Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "simd";

    /// <inheritdoc/>
    public IReadOnlyList<string> UsingsOf(ExperimentUnit unit) =>
    [
        "System.Runtime.Intrinsics", "Makemore.Runtime.Numerics", "Makemore.Runtime.Simd", "Makemore.Runtime.Simd.Networks", "static Makemore.Runtime.Simd.Functions",
    ];

    /// <inheritdoc/>
    // A word that is chosen when the program runs is not compiled yet.
    public bool Has(Operation operation) => operation is not ChosenActivation;

    /// <inheritdoc/>
    public string BaseOf(ExperimentUnit unit) => $"global::Makemore.Runtime.Simd.Networks.SimdExperiment<{unit.Type.Class}.Hyperparameters>";

    /// <inheritdoc/>
    public void WriteModel(CodeWriter writer, ExperimentUnit unit)
    {
        HyperparametersEmitter.WriteProperties(writer, unit.Graph!);
        writer.Lines(NetworkOf(unit.Graph!).Code.TrimEnd('\n'));
    }

    /// <inheritdoc/>
    public void WriteMembers(CodeWriter writer, ExperimentUnit unit)
    {
        var graph = unit.Graph!;
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override string NetworkHash => \"{Hash.Of(GraphText.Of(graph))}\";");
        writer.Line();
        GraphEmitter.Write(writer, graph);
        writer.Line();
        writer.Lines(NetworkOf(graph).Compilation.TrimEnd('\n'));
        writer.Line();
        FactoryEmitter.Write(writer, graph, "global::Makemore.Runtime.Simd.Networks.Simd", NetworkOf(graph).Symbols, []);
        writer.Line();
        HyperparametersEmitter.WriteLookups(writer, graph);
        writer.Line();
        writer.Line(ExperimentEmitter.Attribute);
        using var network = writer.Block("public sealed partial class Network");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool IsWindowed => {Literal.Boolean(graph.IsWindowed)};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool IsByExample => {Literal.Boolean(graph.IsByExample)};");
        if (graph.HasPlainDropout)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override bool HasDropout => true;");
        }
    }

    private static SimdNetworkCode NetworkOf(ModelGraph graph) => Networks.GetValue(graph, SimdNetworkWriter.Write);
}
