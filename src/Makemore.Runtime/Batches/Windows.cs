namespace Makemore.Runtime.Batches;

/// <summary>
/// The examples of a windowed model: the tokens before each token, and that token as the target. In lines every token
/// and the boundary behind the last is a target, and what is missing before the first is filled with the boundary; in a
/// running text every token that has a whole window before it is a target.
/// </summary>
public sealed class Windows : Examples
{
    // Example i is the window of stream[i .. i + context], its target stream[i + context].
    private readonly ReadOnlyMemory<int> stream;
    private readonly int? boundary;

    /// <summary>Lays the tokens out for a context.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="context">The tokens of a window; 0 or more.</param>
    public Windows(TokenSequences tokens, int context)
        : base(context, isWindowed: true)
    {
        boundary = tokens.Boundary;
        stream = boundary is { } token ? LinesBehindBoundaries(tokens, context, token) : tokens.Tokens;
    }

    /// <inheritdoc/>
    public override int Count => Math.Max(0, stream.Length - Length);

    /// <inheritdoc/>
    protected override void Write(int index, Span<long> input, Span<long> target)
    {
        var window = stream.Span.Slice(index, Length + 1);
        target[0] = window[Length];
        var place = Length - 1;
        for (; place >= 0 && window[place] != boundary; place--)
        {
            input[place] = window[place];
        }

        // What stands before the nearest boundary belongs to another line.
        if (place >= 0)
        {
            input[..(place + 1)].Fill(window[place]);
        }
    }

    private static int[] LinesBehindBoundaries(TokenSequences tokens, int context, int boundary)
    {
        var stream = new int[checked(context + tokens.Tokens.Length + tokens.Count)];
        stream.AsSpan(0, context).Fill(boundary);
        var end = context;
        for (var document = 0; document < tokens.Count; document++)
        {
            var line = tokens[document];
            line.CopyTo(stream.AsSpan(end));
            end += line.Length;
            stream[end++] = boundary;
        }

        return stream;
    }
}
