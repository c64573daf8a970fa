using System.Text.Json.Nodes;

namespace Makemore.Runtime.Tokenizers;

/// <summary>A token is a byte of UTF-8: no text is unknown.</summary>
/// <param name="boundary">0, with bytes from 1 on; or null, with bytes from 0 on.</param>
internal sealed class ByteTokenizer(int? boundary) : ByteLevelTokenizer(boundary)
{
    /// <summary>What <see cref="Save"/> calls it.</summary>
    public const string Type = "byte";

    /// <inheritdoc/>
    protected override IReadOnlyList<byte[]> Longer => [];

    /// <inheritdoc/>
    public override bool TryEncode(ReadOnlySpan<byte> text, Span<int> tokens, out int read, out int written)
    {
        for (var index = 0; index < text.Length; index++)
        {
            tokens[index] = text[index] + First;
        }

        read = written = text.Length;
        return true;
    }

    /// <inheritdoc/>
    public override string Save() => new JsonObject { ["type"] = Type, ["boundary"] = Boundary }.ToJsonString();
}
