using System.Text.RegularExpressions;
using Makemore.Pages.Markup;

namespace Makemore.Pages.Findings;

/// <summary>Colours C# as far as a reader needs it: comments, texts, numbers, keywords and names of types.</summary>
internal static partial class CodeTokens
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default do double else enum event false finally fixed float for "
        + "foreach get if implicit in init int interface internal is lock long namespace new null object operator out override params partial private protected "
        + "public readonly record ref required return sealed set short sizeof static string struct switch this throw true try typeof uint ulong unchecked unsafe "
        + "using value var virtual void when where while with yield nint scoped").Split(' '), StringComparer.Ordinal);

    /// <summary>The code with its parts marked; all of it is escaped.</summary>
    public static Html Of(string code)
    {
        var pieces = new List<Html>();
        var end = 0;
        foreach (var token in Token().EnumerateMatches(code))
        {
            var text = code.Substring(token.Index, token.Length);
            if (KindOf(text, code, token.Index + token.Length) is not { } kind)
            {
                continue;
            }

            pieces.Add(Html.Text(code[end..token.Index]));
            pieces.Add(Html.Of($"""<span class="{kind}">{text}</span>"""));
            end = token.Index + token.Length;
        }

        pieces.Add(Html.Text(code[end..]));
        return Html.Join(pieces);
    }

    private static string? KindOf(string text, string code, int end) => text[0] switch
    {
        '/' => "c",
        '"' or '\'' or '$' or '@' => "s",
        >= '0' and <= '9' => "m",
        _ when Keywords.Contains(text) => "k",
        // A name in upper case that is called is a method, and one that is not is most often a type.
        >= 'A' and <= 'Z' when end < code.Length && code[end] is ' ' or '<' or '.' or '[' or '?' => "t",
        _ => null,
    };

    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|[$@]*\"{3}[\s\S]*?\"{3}|[$]?@[$]?"(?:[^"]|"")*"|[$]?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'|(?<![\w.])\d[\w.]*|(?<![\w.])[A-Za-z_]\w*""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
