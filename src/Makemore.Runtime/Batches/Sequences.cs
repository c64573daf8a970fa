namespace Makemore.Runtime.Batches;

/// <summary>
/// The examples of a sequence model, whose targets are the inputs one token on. Of lines each is a whole one, as in
/// makemore.py: the boundary and the tokens go in, the tokens and the boundary are the targets; up to the longest line of the
/// batch the input is filled with 0 and the targets with -1, which is ignored. Of a running text each is a stretch of the
/// context's length, from any position.
/// </summary>
public sealed class Sequences : Examples
{
    private const long Ignored = -1;

    private readonly TokenSequences tokens;
    private readonly int[]? order;

    /// <summary>Takes the documents of a split for a context.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="context">The tokens that the longest input may have; 1 or more.</param>
    /// <param name="isByLength">Whether lines come from the shortest to the longest instead of in the order of the split.</param>
    /// <exception cref="MakemoreException">A line with its boundary is longer than the context.</exception>
    public Sequences(TokenSequences tokens, int context, bool isByLength = false)
        : base(context, isWindowed: false)
    {
        this.tokens = tokens;
        order = isByLength && tokens.Boundary is not null ? ByLength(tokens) : null;
        if (tokens.Boundary is not null && LongestDocument(tokens) is var longest && longest >= context)
        {
            throw new MakemoreException(FormattableString.Invariant(
                $"context: the longest line has {longest} tokens, which with its boundary does not fit into {context}; ") +
                FormattableString.Invariant($"expected {longest + 1} or more."));
        }
    }

    /// <inheritdoc/>
    public override int Count => tokens.Boundary is null ? Math.Max(0, tokens.Tokens.Length - Length) : tokens.Count;

    /// <inheritdoc/>
    protected override int LengthOf(int index) => tokens.Boundary is null ? Length : tokens[LineOf(index)].Length + 1;

    /// <inheritdoc/>
    protected override void Write(int index, Span<long> input, Span<long> target)
    {
        if (tokens.Boundary is { } boundary)
        {
            var line = tokens[LineOf(index)];
            input[0] = boundary;
            Widen(line, input[1..]);
            input[(line.Length + 1)..].Clear();
            Widen(line, target);
            target[line.Length] = boundary;
            target[(line.Length + 1)..].Fill(Ignored);
        }
        else
        {
            var stretch = tokens.Tokens.Span.Slice(index, Length + 1);
            Widen(stretch[..^1], input);
            Widen(stretch[1..], target);
        }
    }

    private int LineOf(int index) => order is null ? index : order[index];

    private static int[] ByLength(TokenSequences tokens)
    {
        var lines = Enumerable.Range(0, tokens.Count).ToArray();
        // Lines of the same length stay in order, so that the order is the same everywhere.
        Array.Sort(Array.ConvertAll(lines, line => ((long)tokens[line].Length << 32) | (uint)line), lines);
        return lines;
    }

    private static void Widen(ReadOnlySpan<int> from, Span<long> to)
    {
        for (var place = 0; place < from.Length; place++)
        {
            to[place] = from[place];
        }
    }

    private static int LongestDocument(TokenSequences tokens)
    {
        var longest = 0;
        for (var document = 0; document < tokens.Count; document++)
        {
            longest = Math.Max(longest, tokens[document].Length);
        }

        return longest;
    }
}
