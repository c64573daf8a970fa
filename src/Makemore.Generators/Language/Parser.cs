using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <summary>
/// Reads a program by recursive descent, with F#'s precedence and its offside rule: a block's lines start in the column
/// of its first token; what stands further right continues a line, and so does a line that begins with an operator.
/// </summary>
internal sealed partial class Parser
{
    // Deeper nesting than anybody writes; it keeps the stack whole whatever the input is.
    private const int MaximalDepth = 100;

    private readonly ProgramText source;
    private readonly List<Token> tokens;
    private int position;
    private int anchor = -1;
    private int depth;
    private Offside offside = new(Limit: -1, Floor: 0, Alignment: -1);

    private Parser(ProgramText source, List<Token> tokens, Brackets? brackets) =>
        (this.source, this.tokens, this.brackets) = (source, tokens, brackets);

    // What the parser sees: a token that the offside rule leaves outside of the block is its end.
    private Token Current
    {
        get
        {
            var token = tokens[position];
            return IsOffside(position) ? token with { Kind = TokenKind.End } : token;
        }
    }

    /// <summary>Reads a program; null where it cannot be read, and then all reasons are reported.</summary>
    public static ProgramSyntax? Parse(ProgramText source)
    {
        var (tokens, isReadable) = Lexer.Read(source);
        try
        {
            if (isReadable)
            {
                return new Parser(source, tokens, null).ParseProgram();
            }
        }
        catch (SyntaxError)
        {
            // It is read again, with an eye for all that is wrong.
        }

        new Parser(source, tokens, Brackets.Of(tokens)).ReportErrors();
        return null;
    }

    private ProgramSyntax ParseProgram()
    {
        var uses = new List<UseDirective>();
        while (IsUse)
        {
            uses.Add(ParseUse());
        }

        var definitions = ParseDefinitions();
        return new(uses.ToEquatableArray(), definitions.ToEquatableArray(), ParseResult());
    }

    // The anchor is the token that a block is aligned with; what closes an outer construct is never offside.
    private bool IsOffside(int index) =>
        tokens[index] is { IsFirst: true, ClosesOuter: false, Kind: not (TokenKind.End or TokenKind.Unreadable) } token
        && index != anchor
        && (index >= barrier || offside.Excludes(token));

    private bool IsUse => IsKeyword("use")
        || (Current is { Kind: TokenKind.Name, Text: "open" or "import" } && tokens[position + 1] is { Kind: TokenKind.Name, IsFirst: false });

    private UseDirective ParseUse()
    {
        if (!IsKeyword("use"))
        {
            throw Unexpected("a definition or the model; definitions of another file come in by 'use \"blocks.mk\"'");
        }

        var start = Take();
        var path = Current.Kind == TokenKind.Text ? Take() : throw Unexpected("a file name in double quotes");
        return new(path.Text.Trim('"'), SpanOf(start).To(SpanOf(path)));
    }

    private Expression? ParseResult()
    {
        if (tokens[position] is { IsInfix: true, Text: not "-" })
        {
            throw Unexpected("an expression; a line that continues a definition is indented more than its 'let'");
        }

        var result = tokens[position].Kind == TokenKind.End ? null : ParseAligned();
        return tokens[position].Kind == TokenKind.End ? result : throw Unexpected(ExpectedEnd());
    }

    // What is expected where an expression could end, but goes on in a way that it cannot.
    private string ExpectedEnd()
    {
        var whole = ends.Tokens.Contains("let") ? "definition" : "program";
        return tokens[position].Text switch
        {
            "fun" or "if" or "match" => "an operator such as '|>': a function or a condition that is an argument stands in parentheses",
            ":" => $"an operator such as '|>', or the end of the {whole}; only a parameter in parentheses has something behind a ':', its axes",
            _ when ends.Expected is { } expected => expected,
            "let" => "the end of the program: definitions come before the expression that is the model",
            "use" => "the end of the program: 'use' comes before everything else",
            ";" => "a new line: each definition stands on a line of its own",
            ")" => $"the end of the {whole}: there is no '(' that it closes",
            _ => $"an operator such as '|>', or the end of the {whole}",
        };
    }

    private Expression ParseBlock()
    {
        if (Current.Kind == TokenKind.End)
        {
            throw Unexpected(tokens[position].Kind == TokenKind.End
                ? "an expression"
                : "an expression; what belongs to a definition is indented more than its 'let'");
        }

        return IsKeyword("let") ? Nested(ParseDefinitionsAndResult) : ParseAligned();
    }

    private Block ParseDefinitionsAndResult()
    {
        var outer = offside;
        offside = offside.From(tokens[position]);
        var definitions = ParseDefinitions();
        if (Current.Kind == TokenKind.End)
        {
            throw definitions.Count == 0 ? new SyntaxError() : Unexpected("the expression that these definitions are for");
        }

        var result = ParseAligned();
        offside = outer;
        return new(definitions.ToEquatableArray(), result, definitions.Count == 0 ? result.Span : definitions[0].NameSpan.To(result.Span));
    }

    // An expression that begins a line sets the column which its other lines must lie right of.
    private Expression ParseAligned()
    {
        var outer = offside;
        if (tokens[position].IsFirst)
        {
            anchor = position;
            offside = offside.AlignedWith(tokens[position]);
        }

        var expression = Whole(ParseExpression);
        offside = outer;
        return expression;
    }

    private bool IsSymbol(string text) => Current is { Kind: TokenKind.Symbol } token && token.Text == text;

    private bool IsKeyword(string text) => Current is { Kind: TokenKind.Keyword } token && token.Text == text;

    private Token Take() => tokens[position++];

    private Token Expect(string symbol) => IsSymbol(symbol) ? Take() : throw Unexpected($"'{symbol}'");

    private void ExpectKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
        {
            throw Unexpected($"'{keyword}'");
        }

        Take();
    }

    private Span SpanOf(Token token) => new(source, token.Start, token.End);

    private T Nested<T>(Func<T> parse)
    {
        if (++depth > MaximalDepth)
        {
            Report(Rules.ProgramTooLarge, SpanOf(tokens[position]), $"it nests more than {MaximalDepth} levels deep");
            throw new TooDeep();
        }

        var result = parse();
        depth--;
        return result;
    }

    private SyntaxError Unexpected(string expected)
    {
        var token = tokens[position];
        if (brackets is not null && token.Kind != TokenKind.Unreadable && !misnamed.Contains(token.Text))
        {
            var found = IsOffside(position) ? $"a new line with {token.Display} in column {token.Column + 1}"
                : token.Kind == TokenKind.End && position > 0 ? $"the end of the program behind {tokens[position - 1].Display}"
                : token.Display;
            // The end has no width: its place is that of what stands before it.
            var place = token.Kind == TokenKind.End && position > 0 ? tokens[position - 1] : token;
            Report(Rules.UnexpectedToken, new(source, place.Start, place.Start + Math.Max(place.Text.Length, 1)), found, expected);
        }

        return new();
    }

    // What is wrong, but does not keep the rest from being read.
    private void Report(Rule rule, Span span, params string[] arguments)
    {
        if (brackets is null)
        {
            throw new SyntaxError();
        }

        if (reported++ < MaximalReports)
        {
            source.Report(rule, span.Start, span.End - span.Start, arguments);
        }
    }

    // Ends the reading of a part; what is wrong has been reported by then, unless the program is read again to that end.
    private sealed class SyntaxError : Exception;

    // Ends the reading of the program.
    private sealed class TooDeep : Exception;
}
