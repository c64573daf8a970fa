using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>Writes a network on libtorch.</summary>
internal sealed class TorchBackend : IBackend
{
    /// <summary>The one backend of this kind.</summary>
    public static TorchBackend Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public IReadOnlyList<string> UsingsOf(ExperimentUnit unit) =>
    [
        .. HasLoops(unit.Graph!.Body) ? ["System.Collections.Generic"] : Array.Empty<string>(),
        "Makemore.Runtime.Numerics",
        .. unit.Graph!.Choices.Any() ? ["Makemore.Runtime.Specs"] : Array.Empty<string>(),
        "Makemore.Torch", "Tensor = TorchSharp.torch.Tensor",
    ];

    /// <inheritdoc/>
    public bool Has(Operation operation) => operation is Tokens or RegionInput or Repeat or Scan or Layer || TorchOperations.Has(operation);

    /// <inheritdoc/>
    public string BaseOf(ExperimentUnit unit) => $"global::Makemore.Torch.TorchExperiment<{unit.Type.Class}.Hyperparameters>";

    /// <inheritdoc/>
    public void WriteModel(CodeWriter writer, ExperimentUnit unit)
    {
        HyperparametersEmitter.WriteProperties(writer, unit.Graph!);
        var classes = TorchClasses.Of(unit.Graph!);
        // Layers stand within the network, behind its own members.
        var network = classes[0].Code.TrimEnd('\n');
        writer.Lines(network.Substring(0, network.LastIndexOf('\n')));
        using (writer.Indent())
        {
            foreach (var layer in classes.Skip(1))
            {
                writer.Line();
                writer.Lines(layer.Code.TrimEnd('\n'));
            }
        }

        writer.Line("}");
    }

    /// <inheritdoc/>
    public string? DiagnosticsOf(ExperimentUnit unit) => null;

    /// <inheritdoc/>
    public void WriteMembers(CodeWriter writer, ExperimentUnit unit)
    {
        var graph = unit.Graph!;
        var classes = TorchClasses.Of(graph);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override string NetworkHash => \"{Hash.Of(GraphText.Of(graph))}\";");
        writer.Line();
        GraphEmitter.Write(writer, graph);
        writer.Line();
        FactoryEmitter.Write(writer, graph, "global::Makemore.Torch.Torch", classes[0].Symbols, classes[0].Choices);
        writer.Line();
        HyperparametersEmitter.WriteLookups(writer, graph);
        writer.Line();
        writer.Line(ExperimentEmitter.Attribute);
        using var network = writer.Block("public sealed partial class Network");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool IsWindowed => {Literal.Boolean(graph.IsWindowed)};");
        if (graph.HasPlainDropout)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override bool HasDropout => true;");
        }

        foreach (var layer in classes.Skip(1))
        {
            writer.Line();
            writer.Line(ExperimentEmitter.Attribute);
            writer.Line($"private sealed partial class {layer.Class.Name};");
        }
    }

    private static bool HasLoops(Region region) => region.Nodes.Any(node => node.Operation is Scan
        || (node.Operation is Repeat { Body: var repeated } && HasLoops(repeated))
        || (TorchOperations.IsWrittenOut(node.Operation) && HasLoops(node.Operation.Inner!)));
}
