namespace Makemore.Runtime.Batches;

/// <summary>
/// A running text cut into pieces of the context's length, one behind the other, for the measurement of a sequence model:
/// every token but the first is a target once. The last piece is filled up to its batch's, its inputs with 0 and its targets
/// with -1.
/// </summary>
/// <param name="tokens">The split, without boundaries.</param>
/// <param name="context">The tokens of each input; 1 or more.</param>
public sealed class Chunks(TokenSequences tokens, int context) : Examples(context, isWindowed: false)
{
    private const long Ignored = -1;

    /// <inheritdoc/>
    public override int Count => (Math.Max(1, tokens.Tokens.Length) + Length - 2) / Length;

    /// <inheritdoc/>
    protected override int LengthOf(int index) => Math.Min(Length, tokens.Tokens.Length - 1 - (index * Length));

    /// <inheritdoc/>
    protected override void Write(int index, Span<long> input, Span<long> target)
    {
        input.Clear();
        target.Fill(Ignored);
        var text = tokens.Tokens.Span[(index * Length)..];
        for (var place = 0; place < input.Length && place + 1 < text.Length; place++)
        {
            input[place] = text[place];
            target[place] = text[place + 1];
        }
    }
}
