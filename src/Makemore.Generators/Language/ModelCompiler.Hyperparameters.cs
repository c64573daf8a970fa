using System.Globalization;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Language;

/// <summary>The hyperparameters of a model: what the spec gives goes before what the program says.</summary>
internal sealed partial class ModelCompiler
{
    private Value? Hyperparameter(Definition definition, ProgramText source)
    {
        // Two names may differ in the program and still be one option of the command line; some have a meaning already.
        var option = KebabCase(definition.Name);
        var isNumber = definition is { Parameters.Count: 0, Value: NumberLiteral or Negation { Operand: NumberLiteral } };
        if (Reserved.Contains(option) || (isNumber && !options.Add(option)))
        {
            Report(Rules.DuplicateName, definition.NameSpan, option);
            return ErrorValue.Instance;
        }

        return definition.Parameters.Count > 0
            ? null
            : Given(definition.Name, definition.Value, definition.Summary, source.LineAt(definition.NameSpan.Start));
    }

    // A plain number becomes a symbol with the spec's value, or its own, as default; a plain yes or no takes the spec's.
    private Value? Given(string name, Expression written, string summary, string? line)
    {
        var argument = model.Arguments.FirstOrDefault(entry => CamelCase(entry.Key.Text) == name);
        var (literal, sign) = written is Negation { Operand: NumberLiteral inner } ? (inner, -1) : (written as NumberLiteral, 1);
        if (literal is null && written is not BooleanLiteral)
        {
            return null;
        }

        if (argument is not null)
        {
            taken.Add(argument.Key.Text);
        }

        if (literal is null)
        {
            return argument is null ? null : BooleanArgument(argument);
        }

        var value = argument is null ? sign * literal.Value : NumberArgument(argument, literal.IsInteger);
        if (value is null)
        {
            return ErrorValue.Instance;
        }

        var symbol = new Number.Symbol(name, value, literal.IsInteger);
        var origin = argument is null ? line ?? $"the default of '{model.Type}'"
            : $"{argument.Key.Text}: {((SpecScalar)argument.Value).Text}";
        graph.Add(new(symbol, summary, origin, IsConstant: false));
        return new NumberValue(symbol);
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

    private Value BooleanArgument(SpecEntry argument)
    {
        if (argument.Value is SpecScalar { IsPlain: true, Text: "true" or "false" } scalar)
        {
            return new BooleanValue(scalar.Text == "true");
        }

        WrongValue(argument, "true or false");
        return ErrorValue.Instance;
    }

    private void WrongValue(SpecEntry argument, string expected) => diagnostics.Report(
        Rules.WrongHyperparameter, argument.Value.Location, argument.Key.Text, expected,
        argument.Value is SpecScalar scalar ? $"'{scalar.Text}'" : "a list or a mapping");
}
