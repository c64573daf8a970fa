using System.Globalization;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <summary>
/// Reads a program by recursive descent, with F#'s precedence and its offside rule: a block's lines start in the column
/// of its first token; what stands further right continues a line, and so does a line that begins with an operator.
/// </summary>
internal sealed class Parser
{
    // Deeper nesting than anybody writes; it keeps the stack whole whatever the input is.
    private const int MaximalDepth = 120;

    // From the loosest to the tightest; all are left-associative, as in F#.
    private static readonly string[][] Levels =
    [
        ["||"],
        ["&&"],
        ["|>", ">>", "<<", "=", "<>", "<", ">", "<=", ">="],
        ["+", "-"],
        ["*", "/", "%"],
    ];

    private readonly ProgramText source;
    private readonly List<Token> tokens;
    private int position;
    private int limit = -1;
    private int anchor = -1;
    private int depth;

    private Parser(ProgramText source) => (this.source, tokens) = (source, Lexer.Read(source));

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
        var parser = new Parser(source);
        try
        {
            return parser.ParseProgram();
        }
        catch (SyntaxError)
        {
            return null;
        }
    }

    // The anchor is the token that a block is aligned with; what closes an outer construct is never offside.
    private bool IsOffside(int index) =>
        tokens[index] is { IsFirst: true, Kind: not TokenKind.End } token
        && index != anchor
        && token.Text is not (")" or "then" or "else" or "elif")
        && (token.IsInfix ? token.Column < limit : token.Column <= limit);

    private ProgramSyntax ParseProgram()
    {
        var uses = new List<UseDirective>();
        while (IsKeyword("use"))
        {
            var start = Take();
            var path = Current.Kind == TokenKind.Text ? Take() : throw Unexpected("a file name in double quotes");
            uses.Add(new(path.Text.Trim('"'), SpanOf(start).To(SpanOf(path))));
        }

        var definitions = ParseDefinitions();
        var result = Current.Kind == TokenKind.End && position == tokens.Count - 1 ? null : ParseAligned();
        if (tokens[position].Kind != TokenKind.End)
        {
            throw Unexpected(tokens[position].Text == "let"
                ? "the end of the program: definitions come before the expression that is the model"
                : "an operator such as '|>', or the end of the program");
        }

        return new(uses.ToEquatableArray(), definitions, result);
    }

    private EquatableArray<Definition> ParseDefinitions()
    {
        var definitions = new List<Definition>();
        while (IsKeyword("let"))
        {
            definitions.Add(ParseDefinition());
            if (IsKeyword("in"))
            {
                Take();
            }
        }

        return definitions.ToEquatableArray();
    }

    private Definition ParseDefinition()
    {
        var keyword = Take();
        if (IsKeyword("rec"))
        {
            Fail(Rules.Recursion, SpanOf(Take()), "let rec");
        }

        var outer = limit;
        limit = Math.Max(limit, keyword.Column);
        var name = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("a name to define");
        var parameters = ParseParameters("=");
        Expect("=");
        var value = ParseBlock();
        limit = outer;
        var summary = tokens[position - 1].Comment;
        return new(name.Text, parameters, value, summary.Length > 0 ? summary : CommentAbove(keyword), SpanOf(name));
    }

    // The lines of comment right above a definition document it.
    private string CommentAbove(Token keyword)
    {
        var lines = source.Text.Substring(0, keyword.Start).Split('\n');
        var comments = lines.Take(lines.Length - 1).Reverse()
            .Select(line => line.Trim())
            .TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal))
            .Reverse()
            .Select(line => line.TrimStart('/').Trim());
        return string.Join(" ", comments);
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
                Expect("=");
                var value = ParseExpression();
                var close = Expect(")");
                parameters.Add(new(name.Text, value, close.Comment, SpanOf(open).To(SpanOf(close))));
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

    // Definitions and a result, aligned in the column of the first token.
    private Expression ParseBlock()
    {
        if (Current.Kind == TokenKind.End)
        {
            throw Unexpected("an expression; what belongs to a definition is indented more than its 'let'");
        }

        var outer = limit;
        var first = tokens[position];
        if (!IsKeyword("let"))
        {
            return ParseAligned();
        }

        limit = Math.Max(limit, first.Column - 1);
        var definitions = ParseDefinitions();
        if (Current.Kind == TokenKind.End)
        {
            throw Unexpected("the expression that these definitions are for");
        }

        var result = ParseAligned();
        limit = outer;
        return new Block(definitions, result, definitions[0].NameSpan.To(result.Span));
    }

    // An expression that begins a line sets the column which its other lines must lie right of.
    private Expression ParseAligned()
    {
        var outer = limit;
        if (tokens[position].IsFirst)
        {
            anchor = position;
            limit = Math.Max(limit, tokens[position].Column);
        }

        var expression = ParseExpression();
        limit = outer;
        return expression;
    }

    private Expression ParseExpression()
    {
        if (++depth > MaximalDepth)
        {
            Fail(Rules.ProgramTooLarge, SpanOf(tokens[position]), $"it nests more than {MaximalDepth} levels deep");
        }

        var expression = IsKeyword("fun") ? ParseLambda()
            : IsKeyword("if") ? ParseConditional()
            : ParseOperators(0);
        depth--;
        return expression;
    }

    private Lambda ParseLambda()
    {
        var keyword = Take();
        var parameters = ParseParameters("->");
        if (parameters.Count == 0)
        {
            throw Unexpected("a parameter");
        }

        Expect("->");
        var body = ParseBlock();
        return new(parameters, body, SpanOf(keyword).To(body.Span));
    }

    private Conditional ParseConditional()
    {
        var keyword = Take();
        var condition = ParseExpression();
        ExpectKeyword("then");
        var then = ParseBlock();
        if (IsKeyword("elif"))
        {
            var nested = ParseNested();
            return new(condition, then, nested, SpanOf(keyword).To(nested.Span));
        }

        ExpectKeyword("else");
        var otherwise = ParseBlock();
        return new(condition, then, otherwise, SpanOf(keyword).To(otherwise.Span));

        Conditional ParseNested()
        {
            if (++depth > MaximalDepth)
            {
                Fail(Rules.ProgramTooLarge, SpanOf(tokens[position]), $"it nests more than {MaximalDepth} levels deep");
            }

            var result = ParseConditional();
            depth--;
            return result;
        }
    }

    private Expression ParseOperators(int level)
    {
        if (level == Levels.Length)
        {
            return ParsePower();
        }

        var left = ParseOperators(level + 1);
        while (Current.Kind == TokenKind.Symbol && Array.IndexOf(Levels[level], Current.Text) >= 0)
        {
            var symbol = Take();
            // 'fun' and 'if' reach as far as they can, so they may stand only on the right.
            var right = IsKeyword("fun") || IsKeyword("if") ? ParseExpression() : ParseOperators(level + 1);
            left = new Operator(symbol.Text, left, right, SpanOf(symbol), left.Span.To(right.Span));
        }

        return left;
    }

    private Expression ParsePower()
    {
        var operand = ParseUnary();
        if (!IsSymbol("**"))
        {
            return operand;
        }

        var symbol = Take();
        var exponent = Nested(ParsePower);
        return new Operator(symbol.Text, operand, exponent, SpanOf(symbol), operand.Span.To(exponent.Span));
    }

    private Expression ParseUnary()
    {
        if (!IsSymbol("-"))
        {
            return ParseApplication();
        }

        var minus = Take();
        var operand = Nested(ParseUnary);
        return new Negation(operand, SpanOf(minus).To(operand.Span));
    }

    private Expression Nested(Func<Expression> parse)
    {
        if (++depth > MaximalDepth)
        {
            Fail(Rules.ProgramTooLarge, SpanOf(tokens[position]), $"it nests more than {MaximalDepth} levels deep");
        }

        var result = parse();
        depth--;
        return result;
    }

    private Expression ParseApplication()
    {
        var function = ParseAtom();
        var arguments = new List<Argument>();
        while (ParseArgument() is { } argument)
        {
            arguments.Add(argument);
        }

        return arguments.Count == 0
            ? function
            : new Application(function, arguments.ToEquatableArray(), function.Span.To(arguments[arguments.Count - 1].Span));
    }

    private Argument? ParseArgument()
    {
        var token = Current;
        if (token.Kind == TokenKind.Name && IsNamed())
        {
            Take();
            Take();
            var value = IsSymbol("-") ? ParseNegative() : ParseAtom();
            return new(token.Text, value, SpanOf(token).To(value.Span));
        }

        // As in F#, 'f -1' applies f and 'a - 1' subtracts.
        if (IsSymbol("-") && token is { SpaceBefore: true, SpaceAfter: false } && !token.IsFirst)
        {
            var negative = ParseNegative();
            return new(null, negative, negative.Span);
        }

        var starts = token.Kind is TokenKind.Name or TokenKind.Integer or TokenKind.Real or TokenKind.Text
            || IsSymbol("(") || IsKeyword("true") || IsKeyword("false");
        if (!starts)
        {
            return null;
        }

        var atom = ParseAtom();
        return new(null, atom, atom.Span);
    }

    // A named argument has no space before its '='; with spaces it is a comparison.
    private bool IsNamed() =>
        tokens[position + 1] is { Kind: TokenKind.Symbol, Text: "=", SpaceBefore: false } && !tokens[position + 1].IsFirst;

    private Negation ParseNegative()
    {
        var minus = Take();
        var operand = ParseAtom();
        return new(operand, SpanOf(minus).To(operand.Span));
    }

    private Expression ParseAtom()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                Take();
                return new NameExpression(token.Text, SpanOf(token));
            case TokenKind.Integer or TokenKind.Real:
                Take();
                return ParseNumber(token);
            case TokenKind.Keyword when token.Text is "true" or "false":
                Take();
                return new BooleanLiteral(token.Text == "true", SpanOf(token));
            case TokenKind.Symbol when token.Text == "(":
                return ParseParentheses();
            default:
                throw Unexpected("an expression: a name, a number or '('");
        }
    }

    private Expression ParseParentheses()
    {
        var open = Take();
        var inner = ParseBlock();
        var close = Expect(")");
        return inner with { Span = SpanOf(open).To(SpanOf(close)) };
    }

    private NumberLiteral ParseNumber(Token token)
    {
        var digits = token.Text.Replace("_", "");
        var isInteger = token.Kind == TokenKind.Integer;
        var value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (isInteger ? value > int.MaxValue : double.IsInfinity(value))
        {
            Fail(Rules.NumberOutOfRange, SpanOf(token), token.Text, isInteger ? "2147483647" : "1.7e308");
        }

        return new(value, isInteger, SpanOf(token));
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

    private SyntaxError Unexpected(string expected)
    {
        var token = tokens[position];
        var found = IsOffside(position)
            ? $"a new line with {token.Display} in column {token.Column + 1}"
            : token.Display;
        source.Report(Rules.UnexpectedToken, token.Start, Math.Max(token.Text.Length, 1), found, expected);
        return new();
    }

    private void Fail(Rule rule, Span span, params string[] arguments)
    {
        source.Report(rule, span.Start, span.End - span.Start, arguments);
        throw new SyntaxError();
    }

    // Ends the reading of one program; what is wrong has been reported by then.
    private sealed class SyntaxError : Exception;
}
