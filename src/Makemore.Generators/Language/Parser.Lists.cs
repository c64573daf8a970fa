using Makemore.Generators.Collections;

namespace Makemore.Generators.Language;

/// <content>Lists, which are known at build time.</content>
internal sealed partial class Parser
{
    private Expression ParseList()
    {
        var open = Open();
        if (IsKeyword("for"))
        {
            return ParseComprehension(open);
        }

        var items = new List<Expression>();
        while (!IsSymbol("]"))
        {
            items.Add(Part(ParseBlock, Unread, "']'", "]", ";", ".."));
            if (items.Count == 1 && IsSymbol(".."))
            {
                Take();
                var last = Part(ParseBlock, Unread, "']'", "]");
                return new RangeExpression(items[0], last, SpanOf(open).To(SpanOf(Expect("]"))));
            }

            if (!IsSymbol(";"))
            {
                break;
            }

            Take();
        }

        return new ListExpression(items.ToEquatableArray(), SpanOf(open).To(SpanOf(Expect("]"))));
    }

    // [for n in widths -> linear n], [for i in 0 .. 3 -> 2 ** i]
    private Comprehension ParseComprehension(Token open)
    {
        Take();
        var name = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("a name for each item");
        ExpectKeyword("in");
        var source = Part(() => Whole(ParseExpression), Unread, "'->'", "->", "..");
        if (IsSymbol(".."))
        {
            Take();
            var last = Part(() => Whole(ParseExpression), Unread, "'->'", "->");
            source = new RangeExpression(source, last, source.Span.To(last.Span));
        }

        Expect("->");
        var item = Part(ParseBlock, Unread, "']'", "]");
        return new(name.Text, source, item, SpanOf(open).To(SpanOf(Expect("]"))));
    }
}
