namespace Makemore.Generators.Specs;

/// <summary>Says in a user's words what the YAML parser means.</summary>
internal static class YamlAdvice
{
    private const string Tab = "a tab cannot indent; use spaces";

    private static readonly (string Fragment, string Advice)[] Known =
    [
        ("quoted scalar, found wrong indentation", "a quoted text is not closed; add the closing quote"),
        ("invalid tab as indentation", Tab),
        ("found invalid mapping", "a `:` stands where no key can be; check the indentation, or put the value in quotes"),
        ("found unexpected end of stream", "a quoted text is not closed; add the closing quote"),
        ("did not find expected ',' or ']'", "a list is not closed; add a `,` or a `]`"),
        ("did not find expected ',' or '}'", "a mapping in braces is not closed; add a `,` or a `}`"),
        ("did not find expected key", "a `key: value` was expected; check the indentation and the `:` with a space behind it"),
        ("did not find expected node content", "a value is missing, or a bracket is not closed"),
        ("found character that cannot start any token", "no value can begin with this character; put the value in quotes"),
        ("could not find expected ':'", "a `:` is missing behind the key"),
        ("found a tab character", Tab),
        ("found duplicate anchor", "two anchors have the same name"),
    ];

    /// <summary>Whether a message of the parser is about a tab, whose place it does not tell.</summary>
    public static bool IsOnTab(string message) => message.IndexOf("tab ", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The advice for a message of the parser, or the message itself without its full stop.</summary>
    public static string Explain(string message)
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
