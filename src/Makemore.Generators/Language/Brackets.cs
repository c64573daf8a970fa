namespace Makemore.Generators.Language;

/// <summary>Which brackets of a wrong program belong together; where there are too few or too many, some belong to none.</summary>
internal sealed class Brackets
{
    private readonly IReadOnlyList<Token> tokens;
    private readonly Dictionary<int, int> closing = [];
    private readonly int[] levels;

    private Brackets(IReadOnlyList<Token> tokens)
    {
        this.tokens = tokens;
        levels = new int[tokens.Count];
    }

    /// <summary>Finds the brackets of a program.</summary>
    public static Brackets Of(IReadOnlyList<Token> tokens)
    {
        var brackets = new Brackets(tokens);
        brackets.Pair();
        brackets.FindLevels();
        return brackets;
    }

    /// <summary>The opening bracket of the innermost pair that a token, or its closing bracket, stands in; -1 for none.</summary>
    public int LevelOf(int index) => levels[index];

    /// <summary>
    /// Where a bracket that nobody closes should have been closed: before the next line that goes on with what the bracket's own
    /// line began.
    /// </summary>
    public int? LostEndOf(int open)
    {
        if (closing.ContainsKey(open))
        {
            return null;
        }

        var first = open;
        while (!tokens[first].IsFirst)
        {
            first--;
        }

        for (var index = open + 1; index < tokens.Count; index++)
        {
            if (tokens[index] is { IsFirst: true, IsInfix: true } token && token.Column <= tokens[first].Column)
            {
                return index;
            }
        }

        return null;
    }

    private void Pair()
    {
        var open = new Stack<(int Index, int Column)>();
        var column = 0;
        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens[index];
            column = token.IsFirst ? token.Column : column;
            // A line that continues nothing ends what was begun in its column or right of it, with all brackets there.
            while (open.Count > 0 && token is { IsFirst: true, IsInfix: false, ClosesOuter: false } && column <= open.Peek().Column)
            {
                open.Pop();
            }

            if (token is { Kind: TokenKind.Symbol, Text: "(" or "[" })
            {
                open.Push((index, column));
            }
            else if (token is { Kind: TokenKind.Symbol, Text: ")" or "]" } && open.Count > 0
                && tokens[open.Peek().Index].Text == (token.Text == ")" ? "(" : "["))
            {
                closing.Add(open.Pop().Index, index);
            }
        }
    }

    private void FindLevels()
    {
        var open = new Stack<int>([-1]);
        for (var index = 0; index < tokens.Count; index++)
        {
            levels[index] = open.Peek();
            if (closing.ContainsKey(index))
            {
                open.Push(index);
            }
            else if (closing.TryGetValue(open.Peek(), out var close) && close == index)
            {
                open.Pop();
            }
        }
    }
}
