using Makemore.Generators.Collections;

namespace Makemore.Generators.Language;

/// <content>Decisions between several values.</content>
internal sealed partial class Parser
{
    // match n with | 1 -> a | 2 -> b | _ -> c
    private MatchExpression ParseMatch()
    {
        var keyword = Take();
        var value = Part(() => Whole(ParseExpression), Unread, "'with'", "with");
        ExpectKeyword("with");
        var cases = new List<MatchCase>();
        do
        {
            if (cases.Count > 0 || IsSymbol("|"))
            {
                Expect("|");
            }

            var pattern = Part(ParsePattern, Unread, "'->'", "->");
            Expect("->");
            cases.Add(new(pattern, Part(ParseBlock, Unread, null, "|")));
        }
        while (IsSymbol("|"));
        return new(value, cases.ToEquatableArray(), SpanOf(keyword).To(cases[cases.Count - 1].Result.Span));
    }

    private Expression ParsePattern() => Current.Kind switch
    {
        TokenKind.Name or TokenKind.Integer or TokenKind.Real => ParseAtom(),
        TokenKind.Keyword when Current.Text is "true" or "false" => ParseAtom(),
        TokenKind.Symbol when Current.Text == "-" => ParseNegative(),
        _ => throw Unexpected("a pattern: a number, true, false, a name or '_'"),
    };
}
