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
                var type = hyperparameter is NumberHyperparameter number ? $", IsInteger: {Literal.Boolean(number.Symbol.IsInteger)}" : "";
                var constant = hyperparameter.IsConstant ? ", IsConstant: true" : "";
                var summary = hyperparameter.Summary.Length > 0 ? $" {{ Summary = {Literal.Text(hyperparameter.Summary)} }}" : "";
                writer.Line($"new({Literal.Text(NameOf(hyperparameter.Name))}, {PropertyOf(hyperparameter.Name)}{type}{constant}){summary},");
            }
        }

        WriteWith(writer, "double", graph.Hyperparameters.OfType<NumberHyperparameter>()
            .Where(number => !number.IsConstant).Select(number => (number.Name, number.Symbol.IsInteger ? "(int)value" : "value")));
        if (graph.Choices.Any())
        {
            WriteWith(writer, $"global::Makemore.Runtime.Specs.{GeneratedNames.Activation}", graph.Choices.Select(choice => (choice.Name, "value")));
        }
    }

    /// <summary>The property of a hyperparameter.</summary>
    public static string PropertyOf(string hyperparameter)
    {
        var name = Naming.Identifier(hyperparameter);
        // A name that begins with an underscore has no case to change.
        return GeneratedNames.OfHyperparameters.Contains(name) || Identifiers.IsKeyword(name) ? name + "Value" : name;
    }

    /// <summary>The name of a hyperparameter in a spec and on the command line.</summary>
    public static string NameOf(string hyperparameter) => ModelCompiler.KebabCase(hyperparameter);

    private static void WriteWith(CodeWriter writer, string type, IEnumerable<(string Name, string Value)> hyperparameters)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using var with = writer.Block($"public override Hyperparameters With(string name, {type} value) => name switch", ";");
        foreach (var (name, value) in hyperparameters)
        {
            writer.Line($"{Literal.Text(NameOf(name))} => this with {{ {PropertyOf(name)} = {value} }},");
        }

        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(name), name, \"No hyperparameter has this name.\"),");
    }

    private static void WriteProperty(CodeWriter writer, Hyperparameter hyperparameter)
    {
        var summary = hyperparameter.Summary.TrimEnd('.');
        var (kind, type, value) = hyperparameter switch
        {
            NumberHyperparameter { Symbol: var symbol } => ("number", Symbols.TypeOf(symbol),
                symbol.IsInteger ? Literal.Integer((long)symbol.Default!.Value) : Literal.Real(symbol.Default!.Value)),
            BooleanHyperparameter boolean => ("yes or no", "bool", Literal.Boolean(boolean.Value)),
            ActivationHyperparameter { Choice.Default: var function } =>
                ("activation", GeneratedNames.Activation, $"{GeneratedNames.Activation}.{function}"),
            _ => throw new InvalidOperationException($"No property for {hyperparameter.GetType().Name}."),
        };
        var sentence = summary.Length > 0
            ? char.ToUpperInvariant(summary[0]) + summary.Substring(1) + "."
            : $"The {kind} '{hyperparameter.Name}' of the model.";
        if (hyperparameter.IsConstant)
        {
            writer.Summary($"{sentence} The structure of the network depends on it, so only the spec can change it.");
            writer.Line($"public {type} {PropertyOf(hyperparameter.Name)} => {value};");
        }
        else
        {
            writer.Summary(sentence);
            writer.Line($"public {type} {PropertyOf(hyperparameter.Name)} {{ get; init; }} = {value};");
        }
    }
}
