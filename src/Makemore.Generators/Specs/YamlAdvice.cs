using System.Text.RegularExpressions;

namespace Makemore.Generators.Specs;

/// <summary>Says in a user's words what the YAML parser means, and at the place where something else is to be written.</summary>
internal static class YamlAdvice
{
    private const string Unclosed = "a quoted text is not closed; add the closing quote";
    private const string TabIndents = "a tab cannot indent; write spaces instead, two for each level";
    private const int MostQuoted = 50;

    // The tab that indents a line.
    private static readonly Regex Tab = new(@"(?<=\A|[\r\n])[ ]*\t", RegexOptions.CultureInvariant);

    private static readonly (string Fragment, string Advice)[] Known =
    [
        ("quoted scalar, found wrong indentation", Unclosed),
        ("invalid tab as indentation", TabIndents),
        ("found invalid mapping", "a `:` stands where no key can be; check the indentation, or put the value in quotes"),
        ("found unexpected end of stream", Unclosed),
        ("did not find expected ',' or ']'", "a list is not closed; add a `,` or a `]`"),
        ("did not find expected ',' or '}'", "a mapping in braces is not closed; add a `,` or a `}`"),
        ("did not find expected key", "a `key: value` was expected; check the indentation and the `:` with a space behind it"),
        ("did not find expected node content", "a value is missing, or a bracket is not closed"),
        ("found character that cannot start any token", "no value can begin with this character; put the value in quotes"),
        ("could not find expected ':'", "a `:` is missing behind the key"),
        ("found a tab character", TabIndents),
        ("found duplicate anchor", "two anchors have the same name"),
    ];

    /// <summary>The place of a mistake and what to do about it.</summary>
    /// <param name="text">The file.</param>
    /// <param name="start">Where the parser says that something is wrong.</param>
    /// <param name="end">The offset behind it.</param>
    /// <param name="message">What the parser says.</param>
    public static (int Start, int End, string Advice) Explain(string text, int start, int end, string message)
    {
        start = Math.Min(start, text.Length);
        var advice = Explain(message);
        if (message.IndexOf("tab ", StringComparison.OrdinalIgnoreCase) >= 0
            && Tab.Match(text, LineStart(text, start)) is { Success: true } tab)
        {
            return (tab.Index + tab.Length - 1, tab.Index + tab.Length, advice);
        }

        if (advice == Unclosed && start < text.Length && text[start] is '"' or '\'')
        {
            return UnclosedAt(text, start);
        }

        if (start > 1 && text[start - 1] is '"' or '\'' && text.LastIndexOf(text[start - 1], start - 2) is >= 0 and var open)
        {
            // A quote that another line closes was meant to be closed in its own.
            return LineStart(text, open) < LineStart(text, start) ? UnclosedAt(text, open)
                : (start - 1, start, "the text in quotes ends here, but the line goes on; within the text write " +
                    (text[open] == '"' ? "`\\\"` for `\"`" : "`''` for `'`"));
        }

        // What is missing at the end of the file is shown at the last character that is there.
        return (Math.Min(start, Math.Max(text.TrimEnd().Length - 1, 0)), Math.Min(end, text.Length), advice);
    }

    private static (int Start, int End, string Advice) UnclosedAt(string text, int open)
    {
        var end = text.IndexOfAny(['\r', '\n'], open);
        var line = text.Substring(open, (end < 0 ? text.Length : end) - open);
        var before = text.Substring(LineStart(text, open), open - LineStart(text, open));
        // A key ends before its colon, and a text in brackets before the next item.
        var close = before.Trim().Length == 0 && line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? colon
            : before.IndexOfAny(['{', '[']) >= 0 ? line.IndexOfAny([',', '}', ']'])
            : -1;
        var written = (close < 0 ? line : line.Substring(0, close)).TrimEnd();
        return (open, open + 1, $"the text that this quote opens has no end; write `{text[open]}` behind it" +
            (written.Length is > 1 and <= MostQuoted ? $": `{written}{text[open]}`" : ""));
    }

    private static int LineStart(string text, int offset) => offset == 0 ? 0 : text.LastIndexOfAny(['\r', '\n'], offset - 1) + 1;

    // The advice for a message of the parser, or the message itself without its full stop.
    private static string Explain(string message)
    {
        foreach (var (fragment, advice) in Known)
        {
            if (message.IndexOf(fragment, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return advice;
            }
        }

        var text = message.Trim().TrimEnd('.');
        return text.Length == 0 ? "the parser cannot go on here" : char.ToLowerInvariant(text[0]) + text.Substring(1);
    }
}
