using System.Text.Json.Nodes;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Tokenizers;

/// <summary>
/// Byte-pair encoding (Sennrich et al., 2016, arXiv:1508.07909) over the bytes of UTF-8: a token is a byte, or two tokens
/// that stood side by side often in the training split.
/// </summary>
internal sealed class BpeTokenizer : ByteLevelTokenizer
{
    /// <summary>What <see cref="Save"/> calls it.</summary>
    public const string Type = "bpe";

    private readonly TokenPair[] merges;
    private readonly Dictionary<TokenPair, int> ids;
    private readonly List<byte[]> longer;

    /// <summary>A tokenizer of given merges.</summary>
    /// <param name="merges">Two symbols each, in the order of learning: 0 to 255 are the bytes, from 256 on the merges.</param>
    /// <param name="boundary">0, or null.</param>
    /// <exception cref="ArgumentException">A merge is there twice or of a later symbol, or the boundary is another.</exception>
    public BpeTokenizer(IEnumerable<TokenPair> merges, int? boundary)
        : base(boundary)
    {
        this.merges = [.. merges];
        ids = new(this.merges.Length);
        longer = new(this.merges.Length);
        foreach (var merge in this.merges)
        {
            if (Math.Min(merge.Left, merge.Right) < 0 || Math.Max(merge.Left, merge.Right) >= Bytes + longer.Count)
            {
                throw new ArgumentException($"The merge {longer.Count} is of a symbol that is not there yet.", nameof(merges));
            }

            ids.Add(new(First + merge.Left, First + merge.Right), First + Bytes + longer.Count);
            longer.Add([.. BytesOf(First + merge.Left), .. BytesOf(First + merge.Right)]);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<byte[]> Longer => longer;

    /// <summary>Learns the merges from the training split.</summary>
    /// <exception cref="MakemoreException">It has too few.</exception>
    public static BpeTokenizer Train(TokenizerSpec spec, Documents train, int? boundary)
    {
        var wanted = LongerTokens(spec, boundary);
        var merges = BpeTrainer.Learn(PieceCounts.Of(train), wanted);
        return merges.Count == wanted ? new(merges, boundary) : throw TooFew(spec, wanted - merges.Count);
    }

    /// <inheritdoc/>
    public override bool TryEncode(ReadOnlySpan<byte> text, Span<int> tokens, out int read, out int written)
    {
        read = written = 0;
        while (read < text.Length)
        {
            var length = Pieces.First(text[read..]);
            var piece = tokens.Slice(written, length);
            for (var index = 0; index < length; index++)
            {
                piece[index] = First + text[read + index];
            }

            written += Merge(piece);
            read += length;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string Save() => new JsonObject
    {
        ["type"] = Type,
        ["boundary"] = Boundary,
        ["merges"] = new JsonArray([.. merges.Select(merge => new JsonArray(merge.Left, merge.Right))]),
    }.ToJsonString();

    /// <summary>The tokenizer that <see cref="Save"/> wrote.</summary>
    public static BpeTokenizer Restore(JsonObject state, int? boundary) =>
        new(state["merges"]!.AsArray().Select(merge => new TokenPair((int)merge![0]!, (int)merge[1]!)), boundary);

    // Merges as they were learnt, the earliest first; returns the number of tokens that are left.
    private int Merge(Span<int> tokens)
    {
        var count = tokens.Length;
        while (count > 1)
        {
            var (earliest, pair) = (int.MaxValue, default(TokenPair));
            for (var index = 1; index < count; index++)
            {
                var candidate = new TokenPair(tokens[index - 1], tokens[index]);
                if (ids.TryGetValue(candidate, out var id) && id < earliest)
                {
                    (earliest, pair) = (id, candidate);
                }
            }

            if (earliest == int.MaxValue)
            {
                break;
            }

            count = pair.Replace(tokens[..count], earliest);
        }

        return count;
    }
}
