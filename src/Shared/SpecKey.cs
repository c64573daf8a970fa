namespace Makemore.Format;

/// <summary>What a key's value is.</summary>
internal enum ValueKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A relative path with forward slashes.</summary>
    Path,

    /// <summary>An address that begins with http:// or https://.</summary>
    Address,

    /// <summary>A SHA-256 of 64 hexadecimal digits.</summary>
    Digest,

    /// <summary>Characters, each once.</summary>
    Alphabet,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One word of a list.</summary>
    Choice,

    /// <summary>A number, or a mapping from steps to numbers.</summary>
    Schedule,

    /// <summary>A number and a tolerance: <c>2.1057 +- 0.001</c>.</summary>
    Expectation,

    /// <summary>A mapping from steps to numbers with tolerances.</summary>
    StepExpectations,

    /// <summary>A preset or a program.</summary>
    Model,
}

/// <summary>A key of a spec: all that the binder, the JSON Schema, the reference and the command line know of it.</summary>
/// <param name="Path">The keys from the top, with dots.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Summary">One sentence on it.</param>
internal sealed record SpecKey(string Path, ValueKind Kind, string Summary)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Path.Substring(Path.LastIndexOf('.') + 1);

    /// <summary>The path without its last part; empty at the top.</summary>
    public string Section => Path.Substring(0, Math.Max(Path.LastIndexOf('.'), 0));

    /// <summary>The value where the key is left out, as a spec writes it; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Defaults that go before <see cref="Default"/> where their condition holds.</summary>
    public IReadOnlyList<ConditionalDefault> DefaultsWhere { get; init; } = [];

    /// <summary>
    /// The runtime's type of the value: an enum of the choices, or a union of a number and words; null for plain numbers and
    /// texts.
    /// </summary>
    public string? TypeName { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Words that stand for a number: <c>full</c>.</summary>
    public IReadOnlyList<NumberWord> Words { get; init; } = [];

    /// <summary>The least number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Whether the least number itself is too small.</summary>
    public bool IsMinimumExcluded { get; init; }

    /// <summary>The greatest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>A greater least number for some specs only.</summary>
    public ConditionalMinimum? MinimumWhere { get; init; }

    /// <summary>The key applies where all of these hold.</summary>
    public IReadOnlyList<KeyCondition> AppliesWhere { get; init; } = [];

    /// <summary>What to do where the key does not apply.</summary>
    public string Advice { get; init; } = "Remove the key.";

    /// <summary>Whether the command line and a sweep may set it without a new build.</summary>
    public bool IsOverridable { get; init; } = true;

    /// <summary>Whether a spec that extends another takes the value over.</summary>
    public bool IsInherited { get; init; } = true;

    /// <summary>Whether another value may change what a run computes, so that it is another run.</summary>
    public bool ChangesNumbers { get; init; } = true;

    /// <summary>The range of numbers in words: <c>0 or more</c>; empty where there is none.</summary>
    public string Range => (Minimum, Maximum) switch
    {
        (null, null) => "",
        ({ } minimum, null) => IsMinimumExcluded ? $"above {SpecText.Format(minimum)}" : $"{SpecText.Format(minimum)} or more",
        (null, { } maximum) => $"{SpecText.Format(maximum)} or less",
        ({ } minimum, { } maximum) => IsMinimumExcluded
            ? $"above {SpecText.Format(minimum)} and at most {SpecText.Format(maximum)}"
            : $"from {SpecText.Format(minimum)} to {SpecText.Format(maximum)}",
    };

    /// <summary>Whether a number is within the range.</summary>
    public bool Contains(double value) =>
        (Minimum is not { } minimum || (IsMinimumExcluded ? value > minimum : value >= minimum))
        && (Maximum is not { } maximum || value <= maximum);
}

/// <summary>One word of a choice.</summary>
/// <param name="Word">The word.</param>
/// <param name="Summary">What it means.</param>
internal sealed record Choice(string Word, string Summary)
{
    /// <summary>Where the word may be chosen; anywhere where null.</summary>
    public KeyCondition? AppliesWhere { get; init; }

    /// <summary>What to write where the word does not apply.</summary>
    public string Advice { get; init; } = "Choose another word, or remove the key.";

    /// <summary>Other names of the same thing, which are not accepted but answered with <see cref="Instead"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What to write instead of an alias.</summary>
    public string Instead { get; init; } = "";
}

/// <summary>A word that stands in the place of a number.</summary>
internal sealed record NumberWord(string Word, string Summary);

/// <summary>A default for some specs only.</summary>
internal sealed record ConditionalDefault(KeyCondition Where, string Value);

/// <summary>A least number for some specs only.</summary>
/// <param name="Where">For which.</param>
/// <param name="Value">The least number.</param>
/// <param name="Reason">A sentence on why.</param>
internal sealed record ConditionalMinimum(KeyCondition Where, double Value, string Reason);

/// <summary>A condition on the value of a key that stands earlier in the table, or on <c>model.type</c>.</summary>
/// <param name="Path">The key.</param>
/// <param name="Words">The values; an empty one stands for a key that is not given.</param>
/// <param name="IsNegated">Whether none of the values may be there.</param>
internal sealed record KeyCondition(string Path, IReadOnlyList<string> Words, bool IsNegated)
{
    /// <summary>The key has one of the values.</summary>
    public static KeyCondition Is(string path, params string[] words) => new(path, words, IsNegated: false);

    /// <summary>The key has none of the values.</summary>
    public static KeyCondition IsNot(string path, params string[] words) => new(path, words, IsNegated: true);

    /// <summary>The key is not given.</summary>
    public static KeyCondition IsAbsent(string path) => Is(path, "");

    /// <summary>Whether it holds, with a function that gives the value of a key as a spec writes it.</summary>
    public bool Holds(Func<string, string?> valueOf) => Words.Contains(valueOf(Path) ?? "", StringComparer.Ordinal) != IsNegated;

    /// <summary>What to say of a key for which the condition does not hold, with the actual value as a spec writes it.</summary>
    public string Breach(string? actual) => (IsNegated, Words) switch
    {
        (true, [""]) => $"applies only where `{Path}` is given",
        (false, [""]) => $"does not apply where `{Path}` is given",
        (true, _) => $"does not apply where `{Path}` is `{actual}`",
        (false, _) => $"applies only where {this}, and here it is {(actual is null ? "not given" : $"`{actual}`")}",
    };

    /// <summary>The condition in words.</summary>
    public override string ToString() => Words is [""]
        ? $"`{Path}` is {(IsNegated ? "given" : "not given")}"
        : $"`{Path}` is {(IsNegated ? "not " : "")}{string.Join(" or ", Words.Select(word => $"`{word}`"))}";
}

/// <summary>A key that holds other keys.</summary>
/// <param name="Path">The key.</param>
/// <param name="Summary">One sentence on it.</param>
internal sealed record SpecSection(string Path, string Summary)
{
    /// <summary>
    /// The inner keys that a mere word sets: <c>tokenizer: char</c> is <c>tokenizer: { type: char }</c>. Of two, the
    /// first takes what is one of its choices or has no ending and no folder, the second any other text.
    /// </summary>
    public IReadOnlyList<string> Shorthand { get; init; } = [];

    /// <summary>Whether the name of the one shorthand may stand in front of its number: <c>every 1000</c>.</summary>
    public bool IsSentence { get; init; }

    /// <summary>The number of a text such as <c>every 1000</c>; null where it is none.</summary>
    public string? NumberOf(string text) =>
        IsSentence && text.StartsWith(Shorthand[0] + " ", StringComparison.Ordinal) ? text.Substring(Shorthand[0].Length + 1).Trim() : null;

    /// <summary>Words that set several inner keys at once: <c>split: none</c>.</summary>
    public IReadOnlyList<SectionWord> Words { get; init; } = [];

    /// <summary>Groups of inner keys of which a spec uses one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Alternatives { get; init; } = [];
}

/// <summary>A word for a whole section.</summary>
/// <param name="Word">The word.</param>
/// <param name="Summary">What it means.</param>
/// <param name="Values">The inner keys that it sets.</param>
internal sealed record SectionWord(string Word, string Summary, IReadOnlyList<(string Key, string Value)> Values);
