using Makemore.Generators.Collections;

namespace Makemore.Generators.Language;

/// <content>Lists, which are known at build time.</content>
internal sealed partial class Parser
{
    private Expression ParseList()
    {
        var open = Take();
        if (IsKeyword("for"))
        {
            return ParseComprehension(open);
        }

        var items = new List<Expression>();
        while (!IsSymbol("]"))
        {
            items.Add(ParseBlock());
            if (items.Count == 1 && IsSymbol(".."))
            {
                Take();
                var last = ParseBlock();
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
        var source = ParseExpression();
        if (IsSymbol(".."))
        {
            Take();
            var last = ParseExpression();
            source = new RangeExpression(source, last, source.Span.To(last.Span));
        }

        Expect("->");
        var item = ParseBlock();
        return new(name.Text, source, item, SpanOf(open).To(SpanOf(Expect("]"))));
    }
}
