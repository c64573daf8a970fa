using Makemore.Format;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>A value that was given as a text, checked against its key.</summary>
/// <param name="Text">The value as the canonical spec writes it: one text for all ways to write the same value.</param>
/// <param name="Number">The number, where it is one.</param>
/// <param name="Schedule">The numbers by step, where it is a schedule.</param>
internal sealed record OverrideValue(string Text, double Number = 0, Schedule? Schedule = null)
{
    /// <summary>The number as a whole one.</summary>
    public long Integer => (long)Number;

    /// <summary>The number as a count.</summary>
    public int Count => checked((int)Number);

    /// <summary>Reads a text as the value of a key.</summary>
    /// <exception cref="MakemoreException">The type or the range does not fit; the message has what was found and
    /// expected.</exception>
    public static OverrideValue Parse(SpecKey key, string text) => key.Kind switch
    {
        ValueKind.Integer or ValueKind.Number when key.Words.FirstOrDefault(word => word.Word == text) is { } word =>
            new(word.Word, word.Value),
        ValueKind.Integer => InRange(key, text, ParseInteger(key.Path, text, Expected(key, "a whole number"))),
        ValueKind.Number => InRange(key, text, ParseNumber(key.Path, text, Expected(key, "a number"))),
        ValueKind.Choice => ParseChoice(key, text),
        ValueKind.Schedule => new ScheduleText(key, text).Parse(),
        _ => throw new NotSupportedException($"A {key.Kind} such as {key.Path} has no text on the command line."),
    };

    /// <summary>Reads a whole number, with <c>_</c> between digits where one likes.</summary>
    public static OverrideValue ParseInteger(string name, string text, string expected = "a whole number") =>
        SpecText.TryInteger(text, out var value) && (long)(double)value == value
            ? new(SpecText.Format(value), value)
            : throw Unfit(name, text, expected);

    /// <summary>Reads a finite number.</summary>
    public static OverrideValue ParseNumber(string name, string text, string expected = "a number") =>
        SpecText.TryNumber(text, out var value) ? new(SpecText.Format(value), value) : throw Unfit(name, text, expected);

    private static OverrideValue ParseChoice(SpecKey key, string text)
    {
        var words = key.Choices.Select(choice => choice.Word).ToArray();
        return words.Contains(text)
            ? new(text)
            : throw new MakemoreException(
                $"{key.Path}: expected {string.Join(" or ", words)}, found '{text}'.{Suggestion.For(text, words)}");
    }

    private static OverrideValue InRange(SpecKey key, string text, OverrideValue value) =>
        key.Contains(value.Number) ? value : throw Unfit(key.Path, text, Expected(key, key.Kind switch
        {
            ValueKind.Integer => "a whole number",
            _ => "a number",
        }));

    private static string Expected(SpecKey key, string kind)
    {
        var range = key.Range.Length == 0 ? kind : $"{kind} {key.Range}";
        return string.Join(" or ", key.Words.Select(word => word.Word).Prepend(range));
    }

    private static MakemoreException Unfit(string name, string text, string expected) =>
        new($"{name}: expected {expected}, found '{text}'.");
}
