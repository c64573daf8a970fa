using System.Globalization;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Language;

/// <content>Expressions, with F#'s precedence.</content>
internal sealed partial class Parser
{
    // From the loosest to the tightest; all are left-associative, as in F#.
    private static readonly string[][] Levels =
    [
        ["||"],
        ["&&"],
        ["|>", "<|", ">>", "<<", "=", "<>", "<", ">", "<=", ">="],
        ["+", "-"],
        ["*", "/", "%"],
    ];

    // What follows a function or a condition on a line of its own, left of its body, joins it as a whole.
    private Expression ParseExpression() => Nested(() => ParseOperators(0, ParseLambdaOrConditional()));

    private Expression? ParseLambdaOrConditional() =>
        IsKeyword("fun") ? Nested(ParseLambda) : IsKeyword("if") ? Nested(ParseConditional)
        : IsKeyword("match") ? Nested(ParseMatch) : null;

    private Lambda ParseLambda()
    {
        var keyword = Take();
        var parameters = Part(() => ParseParameters("->"), [new("", null, "", SpanOf(keyword))], "'->'", "->");
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
        var condition = Part(() => Whole(ParseExpression), Unread, "'then'", "then");
        ExpectKeyword("then");
        var then = Part(ParseBlock, Unread, "'else'", "else", "elif");
        if (IsKeyword("elif"))
        {
            var nested = Nested(ParseConditional);
            return new(condition, then, nested, SpanOf(keyword).To(nested.Span));
        }

        ExpectKeyword("else");
        var otherwise = ParseBlock();
        return new(condition, then, otherwise, SpanOf(keyword).To(otherwise.Span));
    }

    // Operators that bind at least as tightly as the level, by precedence climbing.
    private Expression ParseOperators(int level, Expression? first = null)
    {
        var left = first ?? ParsePower();
        while (Current.Kind == TokenKind.Symbol
            && Array.FindIndex(Levels, symbols => symbols.Contains(Current.Text)) is var next && next >= level)
        {
            var symbol = Take();
            // 'fun' and 'if' reach as far as they can, so they may stand only on the right.
            var right = ParseLambdaOrConditional() ?? ParseOperators(next + 1);
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
            || IsSymbol("(") || IsSymbol("[") || IsKeyword("true") || IsKeyword("false");
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
            case TokenKind.Symbol when token.Text == "[":
                return Nested(ParseList);
            default:
                throw Unexpected(token.Kind == TokenKind.Text ? "an expression; words are written without quotes"
                    : token.Text is "fun" or "if" or "match"
                    ? $"an expression; put '{token.Text} ...' in parentheses where it is an argument or an operand"
                    : "an expression: a name, a number, '(' or '['");
        }
    }

    private Expression ParseParentheses()
    {
        var open = Open();
        var inner = ParseItem();
        if (IsSymbol(","))
        {
            var items = new List<Expression> { inner };
            while (IsSymbol(","))
            {
                Take();
                items.Add(ParseItem());
            }

            return new TupleExpression(items.ToEquatableArray(), SpanOf(open).To(SpanOf(Expect(")"))));
        }

        var close = Expect(")");
        return inner with { Span = SpanOf(open).To(SpanOf(close)) };

        Expression ParseItem() => Part(ParseBlock, Unread, "')'", ")", ",");
    }

    private NumberLiteral ParseNumber(Token token)
    {
        if (tokens[position] is { SpaceBefore: false, IsFirst: false } behind
            && (behind.Kind is TokenKind.Name || (behind is { Text: "<", SpaceAfter: false } && tokens[position + 1].Kind == TokenKind.Name
                && tokens[position + 2] is { Text: ">", SpaceBefore: false })))
        {
            throw Unexpected("an operator or a space behind a number; numbers are decimal and have no units");
        }

        var digits = token.Text.Replace("_", "");
        var isInteger = token.Kind == TokenKind.Integer;
        // Where the compiler runs on .NET Framework, a number that is too large does not parse.
        var isKnown = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        if (!isKnown || double.IsInfinity(value) || (isInteger && value > int.MaxValue))
        {
            Report(Rules.NumberOutOfRange, SpanOf(token), token.Text, isInteger ? "2147483647" : "1.7e308");
        }

        return new(value, isInteger, SpanOf(token));
    }
}
