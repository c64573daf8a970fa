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

    private Parser(ProgramText source, List<Token> tokens) => (this.source, this.tokens) = (source, tokens);

    // What the parser sees: a token that the offside rule leaves outside of the block is its end.
    private Token Current
    {
        get
        {
            var token = tokens[position];
            return IsOffside(position) ? token with { Kind = TokenKind.End } : token;
        }
    }

    /// <summary>Reads a program; null where it cannot be read, and then the reason is reported.</summary>
    public static ProgramSyntax? Parse(ProgramText source)
    {
        if (Lexer.Read(source) is not { } tokens)
        {
            return null;
        }

        var parser = new Parser(source, tokens);
        var uses = new List<UseDirective>();
        var definitions = new List<Definition>();
        var isWhole = parser.Recover(() => parser.ParseUses(uses));
        while (parser.IsKeyword("let"))
        {
            isWhole &= parser.Recover(() => definitions.Add(parser.ParseDefinition()));
        }

        Expression? result = null;
        isWhole &= parser.Recover(() => result = parser.ParseResult());
        return isWhole ? new(uses.ToEquatableArray(), definitions.ToEquatableArray(), result) : null;
    }

    // After an error in a definition reading goes on with the next, so that all errors come in one build.
    private bool Recover(Action parse)
    {
        var start = tokens[position];
        try
        {
            parse();
            return true;
        }
        catch (SyntaxError)
        {
            (offside, depth) = (new(Limit: -1, Floor: 0, Alignment: -1), 0);
            while (tokens[position] is { Kind: not TokenKind.End } token
                && (token == start || token is not { IsFirst: true, Text: "let" } || token.Column > start.Column))
            {
                position++;
            }

            return false;
        }
    }

    // The anchor is the token that a block is aligned with; what closes an outer construct is never offside.
    private bool IsOffside(int index) =>
        tokens[index] is { IsFirst: true, Kind: not TokenKind.End } token
        && index != anchor
        && token.Text is not (")" or "]" or "then" or "else" or "elif" or "in")
        && offside.Excludes(token);

    private void ParseUses(List<UseDirective> uses)
    {
        while (IsKeyword("use"))
        {
            var start = Take();
            var path = Current.Kind == TokenKind.Text ? Take() : throw Unexpected("a file name in double quotes");
            uses.Add(new(path.Text.Trim('"'), SpanOf(start).To(SpanOf(path))));
        }

        if (Current is { Kind: TokenKind.Name, Text: "open" or "import" } && tokens[position + 1] is { Kind: TokenKind.Name, IsFirst: false })
        {
            throw Unexpected("a definition or the model; definitions of another file come in by 'use \"blocks.mk\"'");
        }
    }

    private Expression? ParseResult()
    {
        if (tokens[position] is { IsInfix: true, Text: not "-" })
        {
            throw Unexpected("an expression; a line that continues a definition is indented more than its 'let'");
        }

        var result = tokens[position].Kind == TokenKind.End ? null : ParseAligned();
        return tokens[position].Kind == TokenKind.End ? result : throw Unexpected(tokens[position].Text switch
        {
            "let" => "the end of the program: definitions come before the expression that is the model",
            "use" => "the end of the program: 'use' comes before everything else",
            ";" => "a new line: each definition stands on a line of its own",
            ")" => "the end of the program: there is no '(' that it closes",
            "fun" or "if" or "match" => "an operator such as '|>': a function or a condition that is an argument stands in parentheses",
            _ => "an operator such as '|>', or the end of the program",
        });
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
            throw Unexpected("the expression that these definitions are for");
        }

        var result = ParseAligned();
        offside = outer;
        return new(definitions.ToEquatableArray(), result, definitions[0].NameSpan.To(result.Span));
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

        var expression = ParseExpression();
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
            Fail(Rules.ProgramTooLarge, SpanOf(tokens[position]), $"it nests more than {MaximalDepth} levels deep");
        }

        var result = parse();
        depth--;
        return result;
    }

    private SyntaxError Unexpected(string expected)
    {
        var token = tokens[position];
        var found = IsOffside(position) ? $"a new line with {token.Display} in column {token.Column + 1}"
            : token.Kind == TokenKind.End && position > 0 ? $"the end of the program behind {tokens[position - 1].Display}"
            : token.Display;
        // The end has no width: its place is that of what stands before it.
        var place = token.Kind == TokenKind.End && position > 0 ? tokens[position - 1] : token;
        source.Report(Rules.UnexpectedToken, place.Start, Math.Max(place.Text.Length, 1), found, expected);
        return new();
    }

    private void Fail(Rule rule, Span span, params string[] arguments)
    {
        source.Report(rule, span.Start, span.End - span.Start, arguments);
        throw new SyntaxError();
    }

    // Ends the reading of a definition or of the result; what is wrong has been reported by then.
    private sealed class SyntaxError : Exception;
}
