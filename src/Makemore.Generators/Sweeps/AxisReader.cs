using System.Text.RegularExpressions;
using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Sweeps;

/// <summary>Reads the axes of a sweep: their keys, and their lists and ranges.</summary>
internal sealed class AxisReader(DiagnosticBag diagnostics)
{
    private const string ModelPrefix = "model.";

    // More than a build can try one by one.
    private const int MostValues = 1000;

    // Whole numbers up to here are exact as real ones too.
    private const double MostInteger = 1e15;

    private static readonly string[] Ranges = ["uniform", "log-uniform", "int", "log-int"];

    private int count;

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
        if (node is SpecSequence { Items.Count: > 0 } sequence)
        {
            foreach (var item in sequence.Items.Where(item => !IsName(item)))
            {
                Report(item);
            }

            return sequence.Items.Where(IsName).Cast<SpecScalar>().ToEquatableArray();
        }

        if (IsName(node))
        {
            return [(SpecScalar)node];
        }

        Report(node);
        return [];

        static bool IsName(SpecNode node) => node is SpecScalar && !node.IsNull();

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
            $"`{SpecKeys.NamesIn(path).Select(name => $"{path}.{name}").First(name => WhyNot(name) is null)}`.",
        _ => null,
    };

    private AxisValues? Values(string axis, SpecNode node)
    {
        switch (node)
        {
            case SpecSequence { Items.Count: > 0 } sequence:
                return IsList(axis, sequence) ? new ListedValues(sequence.Items, node.Location) : null;
            case SpecScalar scalar when Ranges.Contains(scalar.Text.Split(' ')[0]):
                return Range(axis, scalar);
            // One value for all trials.
            case SpecScalar scalar when !scalar.IsNull() && scalar.Text.IndexOf(' ') < 0:
                return new ListedValues([scalar], node.Location);
            default:
                Wrong(axis, node, node is SpecScalar other && Suggestions.Closest(other.Text.Split(' ')[0], Ranges) is { } closest
                    ? $" Did you mean `{closest}`?" : "");
                return null;
        }
    }

    private bool IsList(string axis, SpecSequence sequence)
    {
        count += sequence.Items.Count;
        if (count > MostValues)
        {
            diagnostics.Report(
                Rules.WrongAxis, sequence.Location, axis, $"a list of {SpecText.Format(sequence.Items.Count)} values",
                $" A sweep lists up to {SpecText.Format(MostValues)} of them in all its axes together; more are a range.");
            return false;
        }

        var nothing = sequence.Items.Where(item => item.IsNull()).ToList();
        nothing.ForEach(item => Wrong(axis, item));
        var repeated = sequence.Items.Where(item => !item.IsNull()).GroupBy(AxisPoint.TextOf, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1)).ToList();
        repeated.ForEach(second => diagnostics.Report(
            Rules.RepeatedValue, second.Location, axis, SpecDescriptions.Shorten(AxisPoint.TextOf(second))));
        return nothing.Count + repeated.Count == 0;
    }

    private RangeValues? Range(string axis, SpecScalar scalar)
    {
        var words = Regex.Matches(scalar.Text, @"\S+").Cast<Match>().ToList();
        var (isInteger, isLogarithmic) = (words[0].Value.EndsWith("int", StringComparison.Ordinal), words[0].Value.StartsWith("log", StringComparison.Ordinal));
        var number = isInteger ? "whole number" : "number";
        var numbers = words.Skip(1).Select(word => Number(word.Value, isInteger)).ToList();
        if (numbers is not [{ } minimum, { } maximum])
        {
            Wrong(axis, scalar, $" Write `{words[0].Value}`, the least and the greatest {number}.");
            return null;
        }

        var advice = minimum > maximum ? " The least number comes first."
            : isLogarithmic && minimum <= 0 ? " A logarithm needs numbers above 0."
            : double.IsInfinity(maximum - minimum) || (isInteger && Math.Max(-minimum, maximum) > MostInteger)
                ? $" It has {number}s from {SpecText.Format(-MostInteger)} to {SpecText.Format(MostInteger)}."
            : "";
        if (advice.Length > 0)
        {
            Wrong(axis, scalar, advice);
            return null;
        }

        return new(Part(scalar, words[1]), Part(scalar, words[2]), isInteger, isLogarithmic, scalar.Location);
    }

    private static double? Number(string word, bool isInteger) => isInteger
        ? SpecText.TryInteger(word, out var integer) ? integer : null
        : SpecText.TryNumber(word, out var number) ? number : null;

    private static SpecScalar Part(SpecScalar scalar, Match word) =>
        scalar with { Text = word.Value, IsPlain = true, Location = scalar.LocationOf(word.Index, word.Length) };

    private void Wrong(string axis, SpecNode node, string advice = "") =>
        diagnostics.Report(Rules.WrongAxis, node.Location, axis, node.Describe(), advice);
}
