using System.Text.RegularExpressions;
using Makemore.Format;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>How two values are compared.</summary>
internal enum RunComparison
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>></c></summary>
    Greater,

    /// <summary><c>>=</c></summary>
    AtLeast,

    /// <summary><c>~</c>, by a <see cref="Glob"/>.</summary>
    Like,
}

/// <summary>A condition on a run: <c>hidden > 100</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Comparison">How its value is compared.</param>
/// <param name="Value">With what.</param>
internal sealed partial record RunCondition(RunKey Key, RunComparison Comparison, RunValue Value)
{
    private const string Option = "--where";

    /// <summary>Reads conditions, which <c>and</c> may join.</summary>
    /// <param name="text">The text: <c>hidden > 100 and name ~ lectures/*</c>.</param>
    /// <param name="keys">The keys that there are.</param>
    /// <exception cref="MakemoreException">It is none, there is no such key, or its values cannot be compared like that.</exception>
    public static IEnumerable<RunCondition> Parse(string text, RunKeys keys) =>
        And().Split(text).Select(part => ParseOne(part, keys));

    /// <summary>Whether it holds; not for a run that has no such value.</summary>
    public bool Holds(StoredRun run) => Key.Read(run) is { } found && Comparison switch
    {
        RunComparison.Equal => IsEqual(found),
        RunComparison.NotEqual => !IsEqual(found),
        RunComparison.Like => Glob.Matches(Value.Text, found.Text),
        RunComparison.Less => found.Number < Value.Number,
        RunComparison.AtMost => found.Number <= Value.Number,
        RunComparison.Greater => found.Number > Value.Number,
        _ => found.Number >= Value.Number,
    };

    private static RunCondition ParseOne(string text, RunKeys keys)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new MakemoreException($"{Option}: expected a key, one of = != < <= > >= ~, and a value, such as 'hidden > 100', " +
                $"found '{text.Trim()}'.");
        }

        var key = keys.Find(match.Groups["key"].Value);
        var sign = match.Groups["operator"].Value;
        var comparison = ComparisonOf(sign);
        var value = match.Groups["value"].Value;
        var isOrder = comparison is not (RunComparison.Equal or RunComparison.NotEqual);
        if (comparison == RunComparison.Like)
        {
            return new(key, comparison, new(value, null));
        }

        if (key.Kind == RunKeyKind.Duration)
        {
            return new(key, comparison, RunValue.Of(Duration.Parse(Option, value).TotalSeconds));
        }

        if (key.Kind == RunKeyKind.Text)
        {
            return isOrder
                ? throw new MakemoreException($"{Option}: {key.Name} is a text, so {sign} says nothing of it; expected =, != or ~.")
                : new(key, comparison, new(value, null));
        }

        var read = RunValue.Of(value);
        return read.Number is not null || (key.Kind == RunKeyKind.NumberOrText && !isOrder)
            ? new(key, comparison, read)
            : throw new MakemoreException($"{Option}: {key.Name} {sign} expects a number, found '{value}'.");
    }

    private static RunComparison ComparisonOf(string sign) => sign switch
    {
        "=" => RunComparison.Equal,
        "!=" => RunComparison.NotEqual,
        "<" => RunComparison.Less,
        "<=" => RunComparison.AtMost,
        ">" => RunComparison.Greater,
        ">=" => RunComparison.AtLeast,
        _ => RunComparison.Like,
    };

    private bool IsEqual(RunValue found) => found.Number is { } number && Value.Number is { } wanted
        ? number.Equals(wanted)
        : found.Text == Value.Text;

    [GeneratedRegex(@"^\s*(?<key>[A-Za-z][A-Za-z0-9_.-]*)\s*(?<operator>!=|<=|>=|=|<|>|~)\s*(?:""(?<value>[^""]*)""|'(?<value>[^']*)'|(?<value>[^\s=<>~!""'](?:.*\S)?))\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.CultureInvariant)]
    private static partial Regex And();
}
