using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit;

/// <summary>Writes how a network is made, once what an override could break has been checked.</summary>
internal static class FactoryEmitter
{
    private const string Models = "global::Makemore.Runtime.Models";

    /// <summary>Writes the method.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="graph">The model.</param>
    /// <param name="backend">What the names of the backend's classes begin with: <c>global::Makemore.Torch.Torch</c>.</param>
    /// <param name="numbers">The numbers that the constructor takes.</param>
    /// <param name="choices">The words that it takes behind them.</param>
    public static void Write(
        CodeWriter writer, ModelGraph graph, string backend, IEnumerable<Number.Symbol> numbers, IEnumerable<ActivationChoice> choices)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line($"protected override {backend}Network CreateNetwork(");
        using var method = writer.Block($"    Hyperparameters hyperparameters, {backend}Parameters parameters)");
        var symbols = new Symbols(new("hyperparameters", "parameters"));
        var body = new CodeWriter();
        WriteChecks(body, graph, symbols);
        var arguments = numbers.Select(symbols.Identifier).Concat(choices.Select(symbols.Identifier)).Append("parameters");
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
