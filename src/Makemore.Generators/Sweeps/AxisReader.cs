using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Sweeps;

/// <summary>Reads the axes of a sweep: their keys, and their lists and ranges.</summary>
internal sealed class AxisReader(DiagnosticBag diagnostics)
{
    private const string ModelPrefix = "model.";

    private static readonly string[] Ranges = ["uniform", "log-uniform", "int", "log-int"];

    /// <summary>Reads one axis; null where it is wrong.</summary>
    public SweepAxis? Read(SpecEntry entry)
    {
        var path = PathOf(entry);
        if (WhyNot(path) is { } reason)
        {
            diagnostics.Report(Rules.NoAxis, entry.Key.Location, entry.Key.Text, reason);
            return null;
        }

        if (entry.Value is not SpecMapping mapping || mapping.Find("values") is not { } values)
        {
            return Values(entry.Key.Text, entry.Value) is { } plain ? new(entry.Key, path, plain, []) : null;
        }

        foreach (var other in mapping.Entries.Where(item => item.Key.Text is not ("values" or SweepKeys.Over)))
        {
            diagnostics.Report(
                Rules.UnknownKey, other.Key.Location, other.Key.Text, $"the axis `{entry.Key.Text}`", "The keys are `values` and `over`.");
        }

        return Values(entry.Key.Text, values.Value) is { } found
            ? new(entry.Key, path, found, mapping.Find(SweepKeys.Over) is { } over ? Names(over.Value, diagnostics) : [])
            : null;
    }

    /// <summary>A name or a list of names.</summary>
    public static EquatableArray<SpecScalar> Names(SpecNode node, DiagnosticBag diagnostics)
    {
        switch (node)
        {
            case SpecScalar scalar when !scalar.IsNull():
                return [scalar];
            case SpecSequence sequence:
                foreach (var item in sequence.Items.Where(item => item is not SpecScalar))
                {
                    Report(item);
                }

                return sequence.Items.OfType<SpecScalar>().ToEquatableArray();
            default:
                Report(node);
                return [];
        }

        void Report(SpecNode wrong) => diagnostics.Report(
            Rules.WrongType, wrong.Location, SweepKeys.Over, "the name of an experiment, a glob, or a list of them", wrong.Describe(), "");
    }

    // `hidden` is the hyperparameter, and a section is the word that it takes: `smoothing` is `smoothing.type`.
    private static string PathOf(SpecEntry entry)
    {
        var text = entry.Key.Text;
        if (text == "model")
        {
            return "model.type";
        }

        if (SpecKeys.FindSection(text) is { Shorthand: { Count: > 0 } shorthand } section)
        {
            var isPath = First(entry.Value) is SpecScalar value && value.Text.IndexOfAny(['/', '.']) >= 0;
            return $"{section.Path}.{shorthand[isPath ? shorthand.Count - 1 : 0]}";
        }

        return text.IndexOf('.') >= 0 || SpecKeys.NamesIn("").Contains(text) ? text : ModelPrefix + text;
    }

    private static SpecNode First(SpecNode node) => node switch
    {
        SpecSequence { Items.Count: > 0 } sequence => sequence.Items[0],
        SpecMapping mapping when mapping.Find("values") is { } values => First(values.Value),
        _ => node,
    };

    private static string? WhyNot(string path) => path.Split('.')[0] switch
    {
        "description" or "extends" or "arpa" => "it is no setting of a run.",
        "expect" => "it holds what a run is checked for; what a sweep looks at is its `objective`.",
        "sampling" => "it changes the samples and nothing that a sweep looks at.",
        "model" when path == "model.program" => "a program is an experiment of its own; write one spec for each, and sweep `over` them.",
        _ when path == "training.backend" => "each backend computes the same numbers.",
        _ when SpecKeys.FindSection(path) is not null => "it is a section with several keys; name one of them, such as " +
            $"`{path}.{SpecKeys.NamesIn(path).First()}`.",
        _ => null,
    };

    private AxisValues? Values(string axis, SpecNode node)
    {
        switch (node)
        {
            case SpecSequence { Items.Count: > 0 } sequence:
                return HasRepetition(axis, sequence) ? null : new ListedValues(sequence.Items, node.Location);
            case SpecScalar scalar when Ranges.Contains(scalar.Text.Split(' ')[0]):
                return Range(axis, scalar);
            // One value for all trials.
            case SpecScalar scalar when !scalar.IsNull() && scalar.Text.IndexOf(' ') < 0:
                return new ListedValues([scalar], node.Location);
            default:
                Wrong(axis, node);
                return null;
        }
    }

    private bool HasRepetition(string axis, SpecSequence sequence)
    {
        var repeated = sequence.Items.OfType<SpecScalar>().GroupBy(item => SpecText.TryNumber(item.Text, out var number)
            ? SpecText.Format(number) : item.Text).Where(group => group.Count() > 1).ToList();
        foreach (var second in repeated.Select(group => group.ElementAt(1)))
        {
            diagnostics.Report(Rules.RepeatedValue, second.Location, axis, second.Text);
        }

        return repeated.Count > 0;
    }

    private RangeValues? Range(string axis, SpecScalar scalar)
    {
        var words = scalar.Text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var (isInteger, isLogarithmic) = (words[0].EndsWith("int", StringComparison.Ordinal), words[0].StartsWith("log", StringComparison.Ordinal));
        var isRange = words.Length == 3
            && (isInteger
                ? SpecText.TryInteger(words[1], out _) && SpecText.TryInteger(words[2], out _)
                : SpecText.TryNumber(words[1], out _) && SpecText.TryNumber(words[2], out _));
        if (!isRange)
        {
            Wrong(axis, scalar, $" Write `{words[0]}`, the least and the greatest {(isInteger ? "whole number" : "number")}.");
            return null;
        }

        SpecText.TryNumber(words[1], out var minimum);
        SpecText.TryNumber(words[2], out var maximum);
        if (minimum > maximum || (isLogarithmic && minimum <= 0))
        {
            Wrong(axis, scalar, minimum > maximum ? " The least number comes first." : " A logarithm needs numbers above 0.");
            return null;
        }

        return new(Part(scalar, words[1]), Part(scalar, words[2]), isInteger, isLogarithmic, scalar.Location);
    }

    private static SpecScalar Part(SpecScalar scalar, string word)
    {
        var start = scalar.Text.IndexOf(word, StringComparison.Ordinal);
        return scalar with { Text = word, IsPlain = true, Location = scalar.LocationOf(start, word.Length) };
    }

    private void Wrong(string axis, SpecNode node, string advice = "") =>
        diagnostics.Report(Rules.WrongAxis, node.Location, axis, node.Describe(), advice);
}
