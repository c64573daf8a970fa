using Makemore.Format;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>What is wrong, and where it is said.</content>
internal sealed partial class Evaluator
{
    private ErrorValue TooLarge(Span span)
    {
        if (work < int.MaxValue / 2)
        {
            Report(
                Rules.ProgramTooLarge, span,
                graph.Count > MaximalNodes ? $"its model has more than {MaximalNodes} operations"
                : work > MaximalWork ? $"it takes more than {MaximalWork} steps to evaluate"
                : $"its functions call each other more than {MaximalDepth} levels deep");
            work = int.MaxValue / 2;
        }

        return ErrorValue.Instance;
    }

    private void ReportUnknown(NameExpression name, IEnumerable<string> names, string? definition)
    {
        if (name.Name == definition)
        {
            Report(Rules.Recursion, name.Span, name.Name);
        }
        else if (Prelude.Presets.Contains(name.Name))
        {
            Report(Rules.UnknownName, name.Span, name.Name, $" It is a preset: write 'model: " +
                $"{ModelCompiler.KebabCase(name.Name)}', or see 'show --prelude' for its steps.");
        }
        else
        {
            Report(
                Rules.UnknownName, name.Span, name.Name,
                IsBeforeEquals(name.Span) && Operations.All.Any(operation => operation.Parameters.Any(parameter => parameter.Name == name.Name))
                    ? $" An argument that is given by name has no space before its '=': write '{name.Name}=...'."
                    : Suggestion(name.Name, names.Concat(["true", "false"])));
        }
    }

    private static bool IsBeforeEquals(Span span) => span.Source.Text.Substring(span.End).TrimStart(' ') is ['=', not '=', ..];

    // Numbers that a model cannot have: too large, or from a formula without end.
    private Value Limited(Number number, Span span)
    {
        if (number.Size > Number.MaximalSize)
        {
            Report(Rules.ProgramTooLarge, span, $"this number comes from a formula of more than {Number.MaximalSize} operators");
            return ErrorValue.Instance;
        }

        if (number.Value is { } value
            && (double.IsNaN(value) || Math.Abs(value) > (number.IsInteger ? int.MaxValue : double.MaxValue)))
        {
            Report(
                Rules.NumberOutOfRange, span,
                number is Number.Constant ? $"The result, {number},"
                    : $"{Span.Shorten(number.ToString())} = {SpecText.Format(value)}",
                number.IsInteger ? "2147483647" : "1.7e308");
            return ErrorValue.Instance;
        }

        return new NumberValue(number);
    }

    /// <summary>Reports a broken rule at the step of the program that made a node.</summary>
    public void ReportAt(int node, Rule rule, params string[] arguments) => Report(rule, places[node], arguments);

    private void Report(Rule rule, Span span, params string[] arguments) => Report(rule, PlaceOf(span), arguments);

    private void Report(Rule rule, Place place, string[] arguments)
    {
        if (isSilent)
        {
            return;
        }

        string[] all = [.. arguments, place.Context];
        if (place.Visible is { Source: var source } span)
        {
            source.Report(rule, span.Start, span.End - span.Start, all);
        }
        else
        {
            diagnostics.Report(rule, fallback, all);
        }
    }

    // Inside the prelude the place is the user's call, and the message names the step within.
    private Place PlaceOf(Span span)
    {
        if (span.Source is { IsVisible: true })
        {
            return new(span, "");
        }

        var visible = calls.FirstOrDefault(call => call.Source is { IsVisible: true });
        return new(visible.Source is null ? null : visible, span.Source is null ? "" : $" This happened in its step '{span.Text}'.");
    }

    // Places stand beside the graph, not in it: what code is made from knows of none.
    private void Remember(int before, Span span)
    {
        for (var node = before; node < graph.Count; node++)
        {
            if (!places.ContainsKey(node))
            {
                places.Add(node, PlaceOf(span));
            }
        }
    }

    private static string AdviceOn(BoundArgument argument, OperationParameter parameter) => argument.Value switch
    {
        WordValue given => Suggestion(given.Word, parameter.Words),
        NumberValue when argument.Span.Text.StartsWith("-", StringComparison.Ordinal) =>
            " To subtract, leave a space behind '-' too.",
        NumberValue or InitializerValue when parameter.Kind == ArgumentKind.Tensor =>
            " An argument of several words stands in parentheses, as in 'init=(normal 0.01)'.",
        _ => "",
    };

    /// <summary>A sentence <c>Did you mean 'x'?</c> with a space before it, or nothing where no name is close.</summary>
    public static string Suggestion(string name, IEnumerable<string> candidates) =>
        Suggestions.Closest(name, candidates) is { } closest ? $" Did you mean '{closest}'?" : "";

    /// <summary>Where something is reported.</summary>
    /// <param name="Visible">A span of the user's text; null where none is near.</param>
    /// <param name="Context">A sentence on the step of the prelude that it is about, or empty.</param>
    private readonly record struct Place(Span? Visible, string Context);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
