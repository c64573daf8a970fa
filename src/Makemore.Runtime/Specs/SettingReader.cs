using Makemore.Format;

namespace Makemore.Runtime.Specs;

/// <summary>
/// Reads texts as values of settings, by the type of the property that takes them, and holds them to the range and the words
/// of their key.
/// </summary>
internal static class SettingReader
{
    /// <summary>A text as it is.</summary>
    public static string Read(SpecKey key, string text, string? like) =>
        key.Choices.Count == 0 ? text : Word(key, text);

    /// <summary>A whole number.</summary>
    public static long Read(SpecKey key, string text, long like) => Integer(key, text);

    /// <inheritdoc cref="Read(SpecKey, string, long)"/>
    public static int Read(SpecKey key, string text, int like) => checked((int)Integer(key, text));

    /// <summary>A finite number.</summary>
    public static double Read(SpecKey key, string text, double like) => Number(key, text);

    /// <summary>A number of examples, or <c>full</c>.</summary>
    public static BatchSize Read(SpecKey key, string text, BatchSize like) =>
        IsWord(key, text) ? BatchSize.Full : checked((int)Integer(key, text));

    /// <summary>A number, or one of the key's words.</summary>
    public static SmoothingParameter Read(SpecKey key, string text, SmoothingParameter like) =>
        !IsWord(key, text) ? Number(key, text)
        : text == SmoothingParameter.Fit.ToString() ? SmoothingParameter.Fit
        : SmoothingParameter.Estimate;

    /// <summary>One of the key's choices.</summary>
    public static T Read<T>(SpecKey key, string text, T like)
        where T : struct, Enum =>
        Enum.Parse<T>(SpecText.Member(Word(key, text)));

    /// <summary>A number, steps with numbers, or a curve.</summary>
    public static Schedule Read(SpecKey key, string text, Schedule like) => new ScheduleReader(key, text).Read();

    /// <summary>Reads a whole number, with <c>_</c> between digits where one likes.</summary>
    /// <param name="name">What it is for, for the message.</param>
    /// <param name="text">The text.</param>
    /// <param name="expected">What is expected, for the message.</param>
    /// <exception cref="MakemoreException">It is none.</exception>
    public static long Integer(string name, string text, string expected = "a whole number") =>
        SpecText.TryInteger(text, out var value) && (long)(double)value == value ? value : throw Unfit(name, text, expected);

    /// <summary>Reads a finite number.</summary>
    /// <inheritdoc cref="Integer(string, string, string)"/>
    public static double Number(string name, string text, string expected = "a number") =>
        SpecText.TryNumber(text, out var value) ? value : throw Unfit(name, text, expected);

    /// <summary>Reads one of the words of an enum.</summary>
    /// <param name="name">What it is for, for the message.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="MakemoreException">It is none.</exception>
    public static T Word<T>(string name, string text)
        where T : struct, Enum => Enum.Parse<T>(SpecText.Member(Word(name, text, SettingText.Words<T>())));

    /// <summary>What a key takes: <c>a whole number from 1 to 9 or full</c>.</summary>
    public static string Expected(SpecKey key)
    {
        var kind = key.Kind == ValueKind.Integer ? "a whole number" : "a number";
        var range = key.Range.Length == 0 ? kind : $"{kind} {key.Range}";
        return string.Join(" or ", key.Words.Select(word => word.Word).Prepend(range));
    }

    /// <summary>The error of a text that is no value.</summary>
    public static MakemoreException Unfit(string name, string text, string expected) =>
        new($"{name}: expected {expected}, found '{text}'.");

    private static bool IsWord(SpecKey key, string text) => key.Words.Any(word => word.Word == text);

    private static long Integer(SpecKey key, string text)
    {
        var value = Integer(key.Path, text, Expected(key));
        return key.Contains(value) ? value : throw Unfit(key.Path, text, Expected(key));
    }

    private static double Number(SpecKey key, string text)
    {
        var value = Number(key.Path, text, Expected(key));
        return key.Contains(value) ? value : throw Unfit(key.Path, text, Expected(key));
    }

    private static string Word(SpecKey key, string text) => Word(key.Path, text, [.. key.Choices.Select(choice => choice.Word)]);

    private static string Word(string name, string text, IReadOnlyList<string> words) => words.Contains(text)
        ? text
        : throw new MakemoreException($"{name}: expected {string.Join(" or ", words)}, found '{text}'.{Suggestion.For(text, words)}");
}
