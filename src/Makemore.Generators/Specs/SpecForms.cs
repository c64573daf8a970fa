using Makemore.Format;

namespace Makemore.Generators.Specs;

/// <summary>Says in words what a key takes; messages and the reference page share it.</summary>
internal static class SpecForms
{
    /// <summary>What a key takes: <c>a whole number, 1 or more, or `full`</c>.</summary>
    public static string Of(SpecKey key)
    {
        var form = key.Kind switch
        {
            ValueKind.Text => "a text",
            ValueKind.Path => "a relative path with forward slashes",
            ValueKind.Address => "an address that begins with `https://` or `http://`",
            ValueKind.Digest => "64 hexadecimal digits",
            ValueKind.Alphabet => "a text of the characters",
            ValueKind.Integer => "a whole number",
            ValueKind.Number => "a number" + string.Concat(ReductionWords(key).Select(word => $" or `{{ {word}: 0.01 }}`")),
            ValueKind.Choice => List(key.Choices.Select(choice => choice.Word), "or"),
            ValueKind.Schedule => "a number, a mapping from steps to numbers, or a mapping with a `type`",
            ValueKind.Expectation => "a number and a tolerance, such as `2.1057 +- 0.001`",
            ValueKind.StepExpectations => "a mapping from steps to numbers with tolerances, such as `{ 0: 3.3239 +- 0.0001 }`",
            ValueKind.Model => "the name of a preset, `ngram`, or a program",
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
        return form + string.Concat(key.Words.Select(word => $" or `{word.Word}`"));
    }

    /// <summary>The words that may stand around a number.</summary>
    public static IEnumerable<string> ReductionWords(SpecKey key) =>
        SpecKeys.ReductionOf(key)?.Choices.Select(choice => choice.Word) ?? [];

    /// <summary>What a section takes.</summary>
    public static string Of(SpecSection section)
    {
        var words = section.Words.Select(word => word.Word)
            .Concat(section.Shorthand.SelectMany(name =>
                SpecKeys.Find($"{section.Path}.{name}")!.Choices.Select(choice => choice.Word)))
            .ToList();
        var mapping = $"a mapping with {List(SpecKeys.NamesIn(section.Path), "and")}";
        return words.Count > 0 ? $"{List(words, "or")}, or {mapping}"
            : section.Shorthand is [var name] ? $"{Of(SpecKeys.Find($"{section.Path}.{name}")!)}, or {mapping}"
            : mapping;
    }

    /// <summary>Names in backquotes, with a word before the last.</summary>
    public static string List(IEnumerable<string> names, string conjunction)
    {
        var quoted = names.Select(name => $"`{name}`").ToList();
        return quoted.Count < 2
            ? string.Concat(quoted)
            : $"{string.Join(", ", quoted.Take(quoted.Count - 1))} {conjunction} {quoted[quoted.Count - 1]}";
    }
}
