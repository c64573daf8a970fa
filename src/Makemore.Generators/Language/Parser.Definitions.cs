using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>Definitions and their parameters.</content>
internal sealed partial class Parser
{
    // What other languages write behind a ':'.
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "int", "int32", "int64", "float", "float32", "double", "number", "bool", "string", "tensor", "Tensor",
    };

    private List<Definition> ParseDefinitions()
    {
        var definitions = new List<Definition>();
        while (IsKeyword("let"))
        {
            Statement(() => definitions.Add(ParseDefinition()));
        }

        return definitions;
    }

    private Definition ParseDefinition()
    {
        var keyword = Take();
        if (IsKeyword("rec"))
        {
            Report(Rules.Recursion, SpanOf(Take()), "let rec");
        }

        var outer = offside;
        offside = offside.Below(keyword);
        var head = Part(ParseHead, new(keyword, SpanOf(keyword), [], []), "'='", "=");
        Expect("=");
        var value = Part(ParseBlock, Unread, null, "in", "let");
        offside = outer;
        var summary = tokens[position - 1].Comment;
        if (IsKeyword("in"))
        {
            Take();
        }

        return new(head.Name.Text, head.Parameters, value, summary.Length > 0 ? summary : source.CommentAbove(keyword.Start), head.Span)
        {
            Parts = head.Parts,
        };
    }

    private Head ParseHead()
    {
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

        if (Current.Kind == TokenKind.Keyword)
        {
            var error = Unexpected("a name to define");
            misnamed.Add(Current.Text);
            throw error;
        }

        var name = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("a name to define");
        var parts = isEnclosed || IsSymbol(",") ? ParseParts(name) : [];
        if (isEnclosed)
        {
            Expect(")");
        }

        return new(name, SpanOf(parts.Count > 0 ? first : name), parts, parts.Count > 0 ? [] : ParseParameters("="));
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
                Report(Rules.DuplicateName, SpanOf(part), part.Text);
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
                parameters.Add(ParseEnclosedParameter());
            }
            else
            {
                throw Unexpected(IsSymbol(":")
                    ? $"a parameter or '{end}'; axes stand in parentheses with their parameter, as in '(x: batch, width)'"
                    : $"a parameter or '{end}'");
            }

            var last = parameters[parameters.Count - 1];
            if (last.Name.Length > 0 && parameters.Take(parameters.Count - 1).Any(other => other.Name == last.Name))
            {
                Report(Rules.DuplicateName, last.Span, last.Name);
            }
        }

        return parameters.ToEquatableArray();
    }

    // (a, b), (hidden = 200), (x: batch, width=64)
    private FunctionParameter ParseEnclosedParameter()
    {
        var open = Take();
        var parameter = Part(
            () =>
            {
                var name = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("the name of a parameter");
                var parts = IsSymbol(",") ? ParseParts(name) : [];
                EquatableArray<AnnotatedAxis> axes = IsSymbol(":") && parts.Count == 0 ? ParseAxes() : [];
                return new FunctionParameter(
                    parts.Count > 0 ? $"({string.Join(", ", parts)})" : name.Text,
                    IsSymbol(")") || parts.Count + axes.Count > 0 ? null : ParseDefault(), "", SpanOf(open))
                {
                    Parts = parts,
                    Axes = axes,
                };
            },
            new("", null, "", SpanOf(open)), "')'", ")");
        var close = Expect(")");
        return parameter with { Summary = close.Comment, Span = SpanOf(open).To(SpanOf(close)) };
    }

    // The axes behind ':', with sizes where they are given.
    private EquatableArray<AnnotatedAxis> ParseAxes()
    {
        var axes = new List<AnnotatedAxis>();
        do
        {
            Take();
            var name = Current.Kind == TokenKind.Name && !Types.Contains(Current.Text) ? Take()
                : throw Unexpected("the name of an axis, as in '(x: batch, width)'; types are inferred: leave them out");
            if (axes.Exists(axis => axis.Name == name.Text))
            {
                Report(Rules.DuplicateName, SpanOf(name), name.Text);
            }

            var size = IsSymbol("=") ? Part(ParseDefault, Unread, "')'", ",", ")") : null;
            axes.Add(new(name.Text, size, SpanOf(name)));
        }
        while (IsSymbol(","));
        return axes.ToEquatableArray();
    }

    private Expression ParseDefault()
    {
        Expect("=");
        return Whole(ParseExpression);
    }

    // What stands between 'let' and '='.
    private sealed record Head(Token Name, Span Span, EquatableArray<string> Parts, EquatableArray<FunctionParameter> Parameters);
}
