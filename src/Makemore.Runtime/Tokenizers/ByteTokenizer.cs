using System.Text;
using System.Text.Json.Nodes;

namespace Makemore.Runtime.Tokenizers;

/// <summary>A token is a byte of UTF-8: no text is unknown.</summary>
/// <param name="boundary">0, with bytes from 1 on; or null, with bytes from 0 on.</param>
internal sealed class ByteTokenizer(int? boundary) : Tokenizer(boundary)
{
    /// <summary>What <see cref="Save"/> calls it.</summary>
    public const string Type = "byte";

    private readonly int first = boundary is null ? 0 : 1;

    /// <inheritdoc/>
    public override int VocabularySize => 256 + first;

    /// <inheritdoc/>
    public override bool TryEncode(ReadOnlySpan<byte> text, Span<int> tokens, out int read, out int written)
    {
        for (var index = 0; index < text.Length; index++)
        {
            tokens[index] = text[index] + first;
        }

        read = written = text.Length;
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>A model may sample bytes that are no UTF-8; they become U+FFFD.</remarks>
    public override string Decode(ReadOnlySpan<int> tokens)
    {
        var bytes = new byte[tokens.Length];
        var count = 0;
        foreach (var token in tokens)
        {
            if (token != Boundary)
            {
                bytes[count++] = checked((byte)(token - first));
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    /// <inheritdoc/>
    public override string TokenText(int token) =>
        token == Boundary ? "."
        : token - first is >= 0 and < 128 and var ascii && !char.IsControl((char)ascii) ? Visible(new Rune(ascii))
        : FormattableString.Invariant($"0x{checked((byte)(token - first)):X2}");

    /// <inheritdoc/>
    public override string Save() => new JsonObject { ["type"] = Type, ["boundary"] = Boundary }.ToJsonString();

    /// <inheritdoc/>
    internal override string Unknown(Rune character) =>
        throw new InvalidOperationException("A byte tokenizer knows every text.");
}
