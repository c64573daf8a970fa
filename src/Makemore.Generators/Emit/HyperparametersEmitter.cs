using Makemore.Generators.Graphs;
using Makemore.Generators.Language;

namespace Makemore.Generators.Emit;

/// <summary>Writes the record of hyperparameters: its properties for the reader, its lookups by name for the runtime.</summary>
internal static class HyperparametersEmitter
{
    private const string Models = "global::Makemore.Runtime.Models";

    /// <summary>Writes the properties with the values of the spec; nothing where there are none.</summary>
    public static void WriteProperties(CodeWriter writer, ModelGraph graph)
    {
        if (graph.Hyperparameters.Count == 0)
        {
            return;
        }

        writer.Summary("The hyperparameters, with the values of the spec.");
        using (writer.Block("public sealed partial record Hyperparameters"))
        {
            for (var i = 0; i < graph.Hyperparameters.Count; i++)
            {
                if (i > 0)
                {
                    writer.Line();
                }

                WriteProperty(writer, graph.Hyperparameters[i]);
            }
        }

        writer.Line();
    }

    /// <summary>Writes how the runtime reads and changes them by name.</summary>
    public static void WriteLookups(CodeWriter writer, ModelGraph graph)
    {
        if (graph.Hyperparameters.Count == 0)
        {
            writer.Summary("The model has no hyperparameters.");
        }

        writer.Line(ExperimentEmitter.Attribute);
        using var record = writer.Block($"public sealed partial record Hyperparameters : {Models}.HyperparameterSet");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override global::System.Collections.Immutable.ImmutableArray<{Models}.Hyperparameter> List() =>");
        using (writer.Brackets(";"))
        {
            foreach (var hyperparameter in graph.Hyperparameters)
            {
                var constant = hyperparameter.IsConstant ? ", IsConstant: true" : "";
                writer.Line($"new({Literal.Text(NameOf(hyperparameter.Symbol))}, {PropertyOf(hyperparameter.Symbol)}, IsInteger: {Literal.Boolean(hyperparameter.Symbol.IsInteger)}{constant}),");
            }
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using var with = writer.Block("public override Hyperparameters With(string name, double value) => name switch", ";");
        foreach (var hyperparameter in graph.Hyperparameters.Where(hyperparameter => !hyperparameter.IsConstant))
        {
            var cast = hyperparameter.Symbol.IsInteger ? "(int)" : "";
            writer.Line($"{Literal.Text(NameOf(hyperparameter.Symbol))} => this with {{ {PropertyOf(hyperparameter.Symbol)} = {cast}value }},");
        }

        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(name), name, \"No hyperparameter has this name.\"),");
    }

    /// <summary>The property of a hyperparameter.</summary>
    public static string PropertyOf(Number.Symbol symbol)
    {
        var name = Naming.Identifier(symbol.Name);
        // A name that begins with an underscore has no case to change.
        return GeneratedNames.OfHyperparameters.Contains(name) || Identifiers.IsKeyword(name) ? name + "Value" : name;
    }

    /// <summary>The name of a hyperparameter in a spec and on the command line.</summary>
    public static string NameOf(Number.Symbol symbol) => ModelCompiler.KebabCase(symbol.Name);

    private static void WriteProperty(CodeWriter writer, Hyperparameter hyperparameter)
    {
        var (symbol, summary) = (hyperparameter.Symbol, hyperparameter.Summary.TrimEnd('.'));
        var sentence = summary.Length > 0
            ? char.ToUpperInvariant(summary[0]) + summary.Substring(1) + "."
            : $"The number '{symbol.Name}' of the model.";
        var value = symbol.IsInteger ? Literal.Integer((long)symbol.Default!.Value) : Literal.Real(symbol.Default!.Value);
        if (hyperparameter.IsConstant)
        {
            writer.Summary($"{sentence} The structure of the network depends on it, so only the spec can change it.");
            writer.Line($"public {Symbols.TypeOf(symbol)} {PropertyOf(symbol)} => {value};");
        }
        else
        {
            writer.Summary(sentence);
            writer.Line($"public {Symbols.TypeOf(symbol)} {PropertyOf(symbol)} {{ get; init; }} = {value};");
        }
    }
}
