using System.Text;
using System.Text.Unicode;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Tokenizers;

/// <summary>
/// A tokenizer whose tokens are strings of bytes: the 256 single bytes of UTF-8, with which no text is unknown, and behind
/// them what a kind of tokenizer adds.
/// </summary>
/// <param name="boundary">0, with tokens from 1 on; or null, with tokens from 0 on.</param>
internal abstract class ByteLevelTokenizer(int? boundary) : Tokenizer(boundary)
{
    /// <summary>The number of single bytes.</summary>
    protected const int Bytes = 256;

    private static readonly byte[][] Single = [.. Enumerable.Range(0, Bytes).Select(value => new[] { (byte)value })];

    /// <inheritdoc/>
    public override int VocabularySize => First + Bytes + Longer.Count;

    /// <summary>The token of the byte 0.</summary>
    protected int First { get; } = boundary switch
    {
        null => 0,
        0 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(boundary), boundary, "The boundary is 0 or none."),
    };

    /// <summary>The bytes of the tokens behind the single bytes.</summary>
    protected abstract IReadOnlyList<byte[]> Longer { get; }

    /// <inheritdoc/>
    /// <remarks>A model may sample bytes that are no UTF-8; they become U+FFFD.</remarks>
    public override string Decode(ReadOnlySpan<int> tokens)
    {
        var bytes = new List<byte>(tokens.Length);
        foreach (var token in tokens)
        {
            if (token != Boundary)
            {
                bytes.AddRange(BytesOf(token));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <inheritdoc/>
    public override string TokenText(int token)
    {
        if (token == Boundary)
        {
            return ".";
        }

        var bytes = BytesOf(token);
        // A part of a character has no text, and a control character no other name than its byte.
        var isText = Utf8.IsValid(bytes) && bytes is not [< (byte)'\t' or (> (byte)'\n' and < (byte)' ' and not (byte)'\r') or 127];
        return isText
            ? string.Concat(Encoding.UTF8.GetString(bytes).EnumerateRunes().Select(Visible))
            : "0x" + Convert.ToHexString(bytes);
    }

    /// <inheritdoc/>
    internal override string Unknown(Rune character) =>
        throw new InvalidOperationException("A tokenizer with all bytes knows every text.");

    /// <inheritdoc/>
    internal override byte[] BytesOf(int token) => token == Boundary ? []
        : token - First is < Bytes and var single ? Single[single] : Longer[token - First - Bytes];

    /// <summary>The number of tokens to add to the bytes and the boundary for a vocabulary.</summary>
    protected static int LongerTokens(TokenizerSpec spec, int? boundary) => spec.Vocabulary - Bytes - (boundary is null ? 0 : 1);

    /// <summary>What to say where the training split does not give as many tokens as the spec wants.</summary>
    protected static MakemoreException TooFew(TokenizerSpec spec, int missing) => new(FormattableString.Invariant(
        $"tokenizer.vocabulary: expected {spec.Vocabulary} tokens, but the training split gives only {spec.Vocabulary - missing}. ") +
        FormattableString.Invariant($"Write `vocabulary: {spec.Vocabulary - missing}` or less, or train on more text."));
}
