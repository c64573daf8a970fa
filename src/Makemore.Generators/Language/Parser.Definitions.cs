using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>Definitions and their parameters.</content>
internal sealed partial class Parser
{
    private List<Definition> ParseDefinitions()
    {
        var definitions = new List<Definition>();
        while (IsKeyword("let"))
        {
            definitions.Add(ParseDefinition());
        }

        return definitions;
    }

    private Definition ParseDefinition()
    {
        var keyword = Take();
        if (IsKeyword("rec"))
        {
            Fail(Rules.Recursion, SpanOf(Take()), "let rec");
        }

        var outer = offside;
        offside = offside.Below(keyword);
        var first = tokens[position];
        var isEnclosed = IsSymbol("(");
        if (isEnclosed)
        {
            Take();
        }

        if (Current is { Kind: TokenKind.Name, Text: "mutable" } && tokens[position + 1].Kind == TokenKind.Name)
        {
            throw Unexpected("a name to define: nothing changes once it is defined, so leave 'mutable' out");
        }

        var name = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("a name to define");
        var parts = isEnclosed || IsSymbol(",") ? ParseParts(name) : [];
        if (isEnclosed)
        {
            Expect(")");
        }

        EquatableArray<FunctionParameter> parameters = parts.Count > 0 ? [] : ParseParameters("=");
        Expect("=");
        var value = ParseBlock();
        offside = outer;
        var summary = tokens[position - 1].Comment;
        if (IsKeyword("in"))
        {
            Take();
        }

        return new(name.Text, parameters, value, summary.Length > 0 ? summary : source.CommentAbove(keyword.Start), SpanOf(parts.Count > 0 ? first : name))
        {
            Parts = parts,
        };
    }

    // The names of a tuple's parts behind the first of them.
    private EquatableArray<string> ParseParts(Token first)
    {
        var parts = new List<string> { first.Text };
        while (IsSymbol(","))
        {
            Take();
            var part = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("the name of a part");
            if (parts.Contains(part.Text))
            {
                Fail(Rules.DuplicateName, SpanOf(part), part.Text);
            }

            parts.Add(part.Text);
        }

        return parts.Count > 1 ? parts.ToEquatableArray() : throw Unexpected("',' and the name of another part");
    }

    private EquatableArray<FunctionParameter> ParseParameters(string end)
    {
        var parameters = new List<FunctionParameter>();
        while (!IsSymbol(end))
        {
            if (Current.Kind == TokenKind.Name)
            {
                var token = Take();
                parameters.Add(new(token.Text, null, token.Comment, SpanOf(token)));
            }
            else if (IsSymbol("("))
            {
                var open = Take();
                var name = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("the name of a parameter");
                var parts = IsSymbol(",") ? ParseParts(name) : [];
                var value = IsSymbol(")") || parts.Count > 0 ? null : ParseDefault();
                var close = Expect(")");
                parameters.Add(new(parts.Count > 0 ? $"({string.Join(", ", parts)})" : name.Text, value, close.Comment, SpanOf(open).To(SpanOf(close)))
                {
                    Parts = parts,
                });
            }
            else
            {
                throw Unexpected($"a parameter or '{end}'");
            }

            var last = parameters[parameters.Count - 1];
            if (parameters.Take(parameters.Count - 1).Any(other => other.Name == last.Name))
            {
                Fail(Rules.DuplicateName, last.Span, last.Name);
            }
        }

        return parameters.ToEquatableArray();
    }

    private Expression ParseDefault()
    {
        Expect("=");
        return ParseExpression();
    }

    // Definitions and a result, aligned in the column of the first token.
}
