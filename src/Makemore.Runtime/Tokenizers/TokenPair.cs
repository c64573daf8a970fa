namespace Makemore.Runtime.Tokenizers;

/// <summary>Two tokens side by side.</summary>
internal readonly record struct TokenPair(int Left, int Right) : IComparable<TokenPair>
{
    /// <summary>Orders by the left token, then by the right one.</summary>
    public int CompareTo(TokenPair other) =>
        Left.CompareTo(other.Left) is not 0 and var byLeft ? byLeft : Right.CompareTo(other.Right);

    /// <summary>Writes one token in the place of each such pair, from the left on.</summary>
    /// <returns>The number of tokens that are left, at the front.</returns>
    public int Replace(Span<int> tokens, int merged)
    {
        var written = 0;
        for (var read = 0; read < tokens.Length; read++)
        {
            if (tokens[read] == Left && read + 1 < tokens.Length && tokens[read + 1] == Right)
            {
                tokens[written++] = merged;
                read++;
            }
            else
            {
                tokens[written++] = tokens[read];
            }
        }

        return written;
    }
}
