using Makemore.Generators.Collections;

namespace Makemore.Generators.Language;

/// <content>
/// How reading goes on behind an error, so that all errors of a program come in one build: at the next operator of the same
/// expression, at what ends the part of it, or at the next definition, whichever comes first.
/// </content>
internal sealed partial class Parser
{
    private const int MaximalReports = 20;

    // Known where a program is read for its errors; a right one is read without them.
    private readonly Brackets? brackets;

    // Words of the language that stand where a name is defined, so that their use is not another mistake.
    private readonly HashSet<string> misnamed = new(StringComparer.Ordinal);
    private int barrier = int.MaxValue;
    private int reported;
    private Ends ends = new(null, []);

    // What stands for a part that could not be read; nobody evaluates it.
    private BooleanLiteral Unread => new(false, SpanOf(tokens[position]));

    private (Offside, int, int, Ends) Context
    {
        get => (offside, depth, barrier, ends);
        set => (offside, depth, barrier, ends) = value;
    }

    private bool IsEnd => Current.Kind == TokenKind.End || IsAwaited(Current);

    private void ReportErrors()
    {
        try
        {
            var isBehindDefinition = false;
            while (tokens[position].Kind != TokenKind.End)
            {
                var isDefinition = IsKeyword("let");
                if (isBehindDefinition && IsUse)
                {
                    Unexpected("a definition or the model: 'use' comes before everything else");
                }

                Statement(isDefinition ? () => ParseDefinition() : IsUse ? () => ParseUse() : () => ParseResult());
                isBehindDefinition = isDefinition;
            }
        }
        catch (TooDeep)
        {
            // Where a program nests without end, nothing can be said of the rest.
        }
    }

    // Reads a definition or a result; behind an error in it reading goes on in the next line that can begin another.
    private void Statement(Action parse)
    {
        if (brackets is null)
        {
            parse();
            return;
        }

        var (start, context, level) = (position, Context, brackets.LevelOf(position));
        try
        {
            parse();
        }
        catch (SyntaxError)
        {
            Context = context;
            var next = Math.Max(position, start + 1);
            while (tokens[next].Kind != TokenKind.End && !CanBegin(next))
            {
                next++;
            }

            if (IsOffside(next) || brackets.LevelOf(next) != level)
            {
                throw;
            }

            position = next;
        }

        bool CanBegin(int index) => tokens[index] is { IsFirst: true, IsInfix: false, ClosesOuter: false } token
            && token.Column <= tokens[start].Column && brackets.LevelOf(index) == level;
    }

    // Reads an expression up to its end; behind an error in it reading goes on at the next operator.
    private Expression Whole(Func<Expression> parse)
    {
        if (brackets is null)
        {
            return parse();
        }

        var (context, level, isWrong) = (Context, brackets.LevelOf(position), false);
        while (true)
        {
            try
            {
                var expression = parse();
                return !IsEnd ? throw Unexpected(ExpectedEnd())
                    // What is missing at the end may be among what could not be read.
                    : isWrong && ends.Expected is not null && Current.Kind == TokenKind.End ? throw new SyntaxError()
                    : expression;
            }
            catch (SyntaxError)
            {
                Context = context;
                isWrong = true;
                if (NextOperator(level) is not { } next)
                {
                    throw;
                }

                position = next;
                parse = () => ParseOperators(0, Unread);
            }
        }
    }

    // Reads a part of something; behind an error in it reading goes on at the token that ends the part.
    private T Part<T>(Func<T> parse, T unread, string? expected, params string[] own)
    {
        if (brackets is null)
        {
            return parse();
        }

        var (context, level) = (Context, brackets.LevelOf(position));
        ends = new(expected ?? ends.Expected, [.. own, .. ends.Tokens]);
        try
        {
            var part = parse();
            Context = context;
            return part;
        }
        catch (SyntaxError)
        {
            var end = Rest(level).Where(index => IsAwaited(tokens[index])).Cast<int?>().FirstOrDefault();
            Context = context;
            if (end is not { } found || !own.Contains(tokens[found].Text))
            {
                throw;
            }

            position = found;
            return unread;
        }
    }

    // An opening bracket; one that is never closed reaches to the end of what it stands in, and not further.
    private Token Open()
    {
        barrier = Math.Min(barrier, brackets?.LostEndOf(position) ?? int.MaxValue);
        return Take();
    }

    private bool IsAwaited(Token token) => token.Kind is TokenKind.Symbol or TokenKind.Keyword && ends.Tokens.Contains(token.Text);

    // An operator that begins a line, or one of a pipeline in the line of the error, unless that is in disorder.
    private int? NextOperator(int level)
    {
        var isInLine = true;
        foreach (var index in Rest(level))
        {
            var token = tokens[index];
            if (IsAwaited(token))
            {
                return null;
            }

            isInLine &= token.Kind is not (TokenKind.Keyword or TokenKind.Unreadable) && (index == position || !token.IsFirst);
            if (token.IsFirst ? token.Text != "=" && Array.Exists(Levels, symbols => symbols.Contains(token.Text))
                : isInLine && index > position && token.Text is "|>" or ">>" && !tokens[index - 1].IsInfix)
            {
                return index;
            }
        }

        return null;
    }

    // The tokens behind an error that stand within the same brackets, up to the end of what is being read.
    private IEnumerable<int> Rest(int level)
    {
        for (var index = position; tokens[index].Kind != TokenKind.End && !IsOffside(index); index++)
        {
            if (brackets!.LevelOf(index) == level)
            {
                yield return index;
            }
        }
    }

    // What can end the parts that are being read, and what the innermost is expected to end with.
    private sealed record Ends(string? Expected, EquatableArray<string> Tokens);
}
