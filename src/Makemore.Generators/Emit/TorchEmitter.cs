using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>Writes a network on libtorch: parameters in the order of their draws, and a forward pass with its shapes.</summary>
internal static class TorchEmitter
{
    private const string Models = "global::Makemore.Runtime.Models";
    private const string Generator = "global::Makemore.Runtime.Numerics.TorchGenerator";

    /// <summary>Writes the class.</summary>
    public static void Write(CodeWriter writer, ExperimentUnit unit, ModelGraph graph)
    {
        writer.Line("using Initializer = global::Makemore.Runtime.Numerics.Initializer;");
        writer.Line("using TorchLayers = global::Makemore.Torch.TorchLayers;");
        writer.Line("using static global::TorchSharp.torch;");
        writer.Line();
        ExperimentEmitter.WriteDocs(writer, unit, "A network on libtorch.");
        using var type = writer.Block(
            $"public sealed partial class {unit.Type.Class} : global::Makemore.Torch.TorchExperiment<{unit.Type.Class}.Hyperparameters>");
        ExperimentEmitter.WriteInfo(writer, unit);
        writer.Line();
        var network = new CodeWriter();
        WriteNetwork(network, unit, graph);
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override string CodeHash => \"{Hash.Of(network.ToString())}\";");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public override Hyperparameters Defaults { get; } = new();");
        writer.Line();
        ExperimentEmitter.WriteGraph(writer, graph);
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override global::Makemore.Torch.TorchNetwork CreateNetwork(");
        writer.Line($"    Hyperparameters hyperparameters, int context, int vocabulary, {Generator} generator) =>");
        writer.Line("    new Network(hyperparameters, context, vocabulary, generator);");
        writer.Line();
        ExperimentEmitter.WriteHyperparameters(writer, unit, graph);
        writer.Line();
        WriteNetwork(writer, unit, graph);
    }

    private static void WriteNetwork(CodeWriter writer, ExperimentUnit unit, ModelGraph graph)
    {
        writer.Line($"/// <summary>The network of <see cref=\"{unit.Type.Class}\"/>: token ids of shape (batch, context) to logits of shape {graph.Output.Shape}.</summary>");
        using var type = writer.Block($"public sealed partial class Network : global::Makemore.Torch.TorchNetwork");
        var lines = graph.Nodes.Skip(1)
            .Select(node => (Code: $"var {Local(node)} = {TorchOperations.Expression(node, graph)};", node.Shape)).ToList();
        var readsHyperparameters = lines.Any(line => line.Code.Contains("hyperparameters."));
        if (readsHyperparameters)
        {
            writer.Line("private readonly Hyperparameters hyperparameters;");
        }

        foreach (var parameter in graph.Parameters)
        {
            writer.Line($"private readonly Tensor {Field(parameter)}; // {Shapes(parameter.Shape)}");
        }

        if (graph.Parameters.Count > 0)
        {
            writer.Line();
        }

        writer.Line("/// <summary>Draws the initial weights.</summary>");
        writer.Line("/// <param name=\"hyperparameters\">The sizes.</param>");
        writer.Line("/// <param name=\"context\">The number of tokens that the network sees.</param>");
        writer.Line("/// <param name=\"vocabulary\">The number of tokens in the vocabulary.</param>");
        writer.Line("/// <param name=\"generator\">Draws the weights, in the order below.</param>");
        writer.Line("/// <exception cref=\"global::Makemore.Runtime.MakemoreException\">The hyperparameters do not fit each other.</exception>");
        writer.Line("public Network(");
        writer.Line($"    Hyperparameters hyperparameters, int context, int vocabulary, {Generator} generator)");
        writer.Line("    : base(context, vocabulary, generator)");
        using (writer.Block(""))
        {
            WriteChecks(writer, graph);
            if (readsHyperparameters)
            {
                writer.Line("this.hyperparameters = hyperparameters;");
            }

            foreach (var parameter in graph.Parameters)
            {
                WriteParameter(writer, parameter, graph);
            }
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool IsWindowed => {Literal.Boolean(graph.IsWindowed)};");
        if (graph.HasPlainDropout)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public override bool HasDropout => true;");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("public override Tensor Forward(Tensor tokens)"))
        {
            writer.Line($"// tokens: {Shapes(graph.Nodes[0].Shape)}");
            foreach (var (code, shape) in lines)
            {
                // A long line has its shape above it.
                if (code.Length + Shapes(shape).Length > 100)
                {
                    writer.Line($"// {Shapes(shape)}");
                    writer.Statement(code);
                }
                else
                {
                    writer.Line($"{code} // {Shapes(shape)}");
                }
            }

            writer.Line($"return {Local(graph.Output)};");
        }
    }

    private static void WriteChecks(CodeWriter writer, ModelGraph graph)
    {
        var sizes = graph.Parameters.SelectMany(parameter => parameter.Shape.Dimensions)
            .SelectMany(dimension => dimension.Symbols)
            .Concat(graph.Constraints.Where(IsOfSize).Select(constraint => (Number.Symbol)constraint.Left))
            .Where(symbol => graph.Hyperparameters.Any(h => !h.IsConstant && h.Symbol == symbol))
            .Distinct();
        foreach (var symbol in sizes)
        {
            writer.Line($"{Models}.Requirement.Positive({Literal.Text(Language.ModelCompiler.KebabCase(symbol.Name))}, {ExperimentEmitter.CodeOf(symbol, graph)});");
        }

        foreach (var constraint in graph.Constraints.Where(constraint => !IsOfSize(constraint)))
        {
            writer.Statement(
                $"{Models}.Requirement.{constraint.Kind}({Literal.Text(constraint.Step)}, "
                + $"{Literal.Text(constraint.Left.ToString())}, {ExperimentEmitter.CodeOf(constraint.Left, graph)}, "
                + $"{Literal.Text(constraint.Right.ToString())}, {ExperimentEmitter.CodeOf(constraint.Right, graph)});");
        }
    }

    private static bool IsOfSize(Constraint constraint) =>
        constraint is { Kind: ConstraintKind.AtLeast, Left: Number.Symbol { IsInteger: true }, Right: Number.Constant { Number: 1 } };

    private static void WriteParameter(CodeWriter writer, Parameter parameter, ModelGraph graph)
    {
        var sizes = string.Join(", ", parameter.Shape.Dimensions.Select(dimension => ExperimentEmitter.CodeOf(dimension, graph)));
        writer.Statement(parameter.IsTrained
            ? $"{Field(parameter)} = Parameter({Literal.Text(parameter.Name)}, {Initial(parameter, graph)}, isWeight: {Literal.Boolean(parameter.Role == ParameterRole.Weight)}, {sizes});"
            : $"{Field(parameter)} = Buffer({Literal.Text(parameter.Name)}, {(parameter.Initializer.Kind == "ones" ? "1" : "0")}, {sizes});");
    }

    private static string Initial(Parameter parameter, ModelGraph graph)
    {
        var initializer = parameter.Initializer;
        var arguments = string.Join(", ", initializer.Arguments.Select(argument => ExperimentEmitter.CodeOf(argument, graph)));
        var name = Naming.Identifier(initializer.Kind);
        var code = initializer.Kind is "zeros" or "ones" or "default" ? $"Initializer.{name}" : $"Initializer.{name}({arguments})";
        return initializer.Seed is { } seed ? $"{code} with {{ Seed = {ExperimentEmitter.CodeOf(seed, graph)} }}" : code;
    }

    /// <summary>The field of a parameter: <c>linear1Weight</c>.</summary>
    public static string Field(Parameter parameter)
    {
        var parts = parameter.Name.Split('.');
        return parts[0] + string.Concat(parts.Skip(1).Select(Naming.Identifier));
    }

    /// <summary>The local variable of a node's result.</summary>
    public static string Local(Node node) => node.Name;

    private static string Shapes(Shape shape) => shape.ToString() == shape.Sizes ? shape.ToString() : $"{shape} = {shape.Sizes}";
}
