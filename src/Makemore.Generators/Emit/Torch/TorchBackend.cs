using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <summary>Writes a network on libtorch.</summary>
internal sealed class TorchBackend : IBackend
{
    private const string Models = "global::Makemore.Runtime.Models";

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
        WriteFactory(writer, graph, classes[0]);
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

    // Makes the network, once what an override could break has been checked.
    private static void WriteFactory(CodeWriter writer, ModelGraph graph, TorchClassCode network)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line("protected override global::Makemore.Torch.TorchNetwork CreateNetwork(");
        using var method = writer.Block("    Hyperparameters hyperparameters, global::Makemore.Torch.TorchParameters parameters)");
        var symbols = new Symbols(new("hyperparameters", "parameters"));
        var body = new CodeWriter();
        WriteChecks(body, graph, symbols);
        var arguments = network.Symbols.Select(symbols.Identifier).Concat(network.Choices.Select(symbols.Identifier)).Append("parameters");
        body.Statement($"return new Network({string.Join(", ", arguments)});");
        foreach (var symbol in symbols.Used)
        {
            var source = symbol.Name switch
            {
                "context" => "parameters.Context",
                "vocab" => "parameters.Vocabulary",
                _ => $"hyperparameters.{HyperparametersEmitter.PropertyOf(symbol.Name)}",
            };
            writer.Line($"var {symbols.Identifier(symbol)} = {source};");
        }

        foreach (var choice in symbols.UsedChoices)
        {
            writer.Line($"var {symbols.Identifier(choice)} = hyperparameters.{HyperparametersEmitter.PropertyOf(choice.Name)};");
        }

        writer.Lines(body.ToString().TrimEnd('\n'));
    }

    private static void WriteChecks(CodeWriter writer, ModelGraph graph, Symbols symbols)
    {
        var sizes = graph.Body.WithInner.SelectMany(region => region.Parameters)
            .SelectMany(parameter => parameter.Shape.Dimensions)
            .SelectMany(dimension => dimension.Symbols)
            .Concat(graph.Constraints.Where(IsOfSize).Select(constraint => (Number.Symbol)constraint.Left))
            .Where(symbol => graph.Hyperparameters.Any(h => h is NumberHyperparameter { IsConstant: false } number && number.Symbol == symbol))
            .Distinct();
        foreach (var symbol in sizes)
        {
            writer.Line($"{Models}.Requirement.Positive({Literal.Text(HyperparametersEmitter.NameOf(symbol.Name))}, {symbols.Code(symbol)});");
        }

        foreach (var constraint in graph.Constraints.Where(constraint => !IsOfSize(constraint)))
        {
            writer.Statement(
                $"{Models}.Requirement.{constraint.Kind}({Literal.Text(constraint.Step)}, "
                + $"{Literal.Text(constraint.Left.ToString())}, {symbols.Code(constraint.Left)}, "
                + $"{Literal.Text(constraint.Right.ToString())}, {symbols.Code(constraint.Right)});");
        }
    }

    private static bool IsOfSize(Constraint constraint) =>
        constraint is { Kind: ConstraintKind.AtLeast, Left: Number.Symbol { IsInteger: true }, Right: Number.Constant { Number: 1 } };
}
