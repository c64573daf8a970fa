using System.Globalization;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Graphs;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Language;

/// <summary>The hyperparameters of a model: what the spec gives goes before what the program says.</summary>
internal sealed partial class ModelCompiler
{
    private Value? Hyperparameter(Definition definition, Scope scope, ProgramText source)
    {
        // Two names may differ in the program and still be one option of the command line; some have a meaning already.
        var option = KebabCase(definition.Name);
        var isPlain = definition.Parameters.Count == 0 && IsPlain(definition.Value, scope);
        if (Reserved.Contains(option) || (isPlain && !options.Add(option)))
        {
            Report(Rules.DuplicateName, definition.NameSpan, option);
            return ErrorValue.Instance;
        }

        return isPlain
            ? Given(definition.Name, definition.Value, scope, definition.Summary, source.LineAt(definition.NameSpan.Start))
            : null;
    }

    private static bool IsPlain(Expression written, Scope scope) =>
        written is NumberLiteral or Negation { Operand: NumberLiteral } or BooleanLiteral || ActivationOf(written, scope) is not null;

    // The name of an operation may mean something else where a program defines it anew.
    private static ActivationFunction? ActivationOf(Expression written, Scope scope) =>
        written is NameExpression { Name: var name } && scope.Find(name) is OperationValue { Bound.Count: 0 } operation
            && operation.Definition.Name == name ? operation.Definition.Activation : null;

    // What is plain is set from outside: it has the spec's value, or its own where the spec is silent. Null for all else.
    private Value? Given(string name, Expression written, Scope scope, string summary, string? line)
    {
        if (!IsPlain(written, scope))
        {
            return null;
        }

        var argument = model.Arguments.FirstOrDefault(entry => CamelCase(entry.Key.Text) == name);
        var origin = line ?? $"the default of '{model.Type}'";
        if (argument is not null)
        {
            taken.Add(argument.Key.Text);
            origin = $"{argument.Key.Text}: {(argument.Value as SpecScalar)?.Text}";
        }

        return written switch
        {
            BooleanLiteral literal => Boolean(name, argument, literal.Value, summary, origin),
            NameExpression => Activation(name, argument, ActivationOf(written, scope)!.Value, summary, origin),
            Negation { Operand: NumberLiteral literal } => Number(name, argument, -literal.Value, literal.IsInteger, summary, origin),
            var plain => Number(name, argument, ((NumberLiteral)plain).Value, ((NumberLiteral)plain).IsInteger, summary, origin),
        };
    }

    // A number becomes a symbol, so that an override reaches every formula.
    private Value Number(string name, SpecEntry? argument, double otherwise, bool isInteger, string summary, string origin)
    {
        if ((argument is null ? otherwise : NumberArgument(argument, isInteger)) is not { } value)
        {
            return ErrorValue.Instance;
        }

        var symbol = new Number.Symbol(name, value, isInteger);
        graph.Add(new NumberHyperparameter(symbol, summary, origin));
        return new NumberValue(symbol);
    }

    private Value Boolean(string name, SpecEntry? argument, bool otherwise, string summary, string origin)
    {
        if ((argument is null ? otherwise : BooleanArgument(argument)) is not { } value)
        {
            return ErrorValue.Instance;
        }

        graph.Add(new BooleanHyperparameter(name, value, summary, origin));
        return new BooleanValue(value);
    }

    // A word becomes a layer that asks for it, so that an override reaches every place.
    private Value Activation(string name, SpecEntry? argument, ActivationFunction otherwise, string summary, string origin)
    {
        if ((argument is null ? otherwise : ActivationArgument(argument)) is not { } value)
        {
            return ErrorValue.Instance;
        }

        var choice = new ActivationChoice(name, Operations.Activations, value);
        graph.Add(new ActivationHyperparameter(choice, summary, origin));
        return new OperationValue(Operations.Chosen(choice), [], null);
    }

    private double? NumberArgument(SpecEntry argument, bool isInteger)
    {
        if (argument.Value is SpecScalar { IsPlain: true } scalar)
        {
            var text = scalar.Text.Replace("_", "");
            if (isInteger && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            {
                return integer;
            }

            if (!isInteger && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                && !double.IsNaN(real) && !double.IsInfinity(real))
            {
                return real;
            }
        }

        WrongValue(argument, isInteger ? "a whole number" : "a number");
        return null;
    }

    private bool? BooleanArgument(SpecEntry argument)
    {
        if (argument.Value is SpecScalar { IsPlain: true, Text: "true" or "false" } scalar)
        {
            return scalar.Text == "true";
        }

        WrongValue(argument, "true or false");
        return null;
    }

    private ActivationFunction? ActivationArgument(SpecEntry argument)
    {
        var words = Operations.Activations.Select(Keywords.Of).ToList();
        if (argument.Value is SpecScalar { Text: var word } && words.IndexOf(word) is >= 0 and var place)
        {
            return Operations.Activations[place];
        }

        WrongValue(argument, string.Join(" or ", words.Select(word => $"'{word}'")), Evaluator.Suggestion((argument.Value as SpecScalar)?.Text ?? "", words));
        return null;
    }

    private void WrongValue(SpecEntry argument, string expected, string advice = "") => diagnostics.Report(
        Rules.WrongHyperparameter, argument.Value.Location, argument.Key.Text, expected,
        argument.Value is SpecScalar scalar ? $"'{scalar.Text}'" : "a list or a mapping", advice);
}
