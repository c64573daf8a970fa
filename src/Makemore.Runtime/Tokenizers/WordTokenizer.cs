using System.Text;
using System.Text.Json.Nodes;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Tokenizers;

/// <summary>
/// A token is one of the most frequent words of the training split, each with the space before it, as <see cref="Pieces"/>
/// cuts them; any other word is spelled out in bytes.
/// </summary>
internal sealed class WordTokenizer : ByteLevelTokenizer
{
    /// <summary>What <see cref="Save"/> calls it.</summary>
    public const string Type = "word";

    private readonly byte[][] words;
    private readonly Dictionary<byte[], int> ids = new(ByteStringComparer.Instance);

    /// <summary>A tokenizer of given words.</summary>
    /// <param name="words">The UTF-8 of the words, in the order of their ids.</param>
    /// <param name="boundary">0, or null.</param>
    /// <exception cref="ArgumentException">A word is there twice or shorter than two bytes, or the boundary is
    /// another.</exception>
    public WordTokenizer(IEnumerable<byte[]> words, int? boundary)
        : base(boundary)
    {
        this.words = [.. words];
        foreach (var word in this.words)
        {
            if (word.Length < 2)
            {
                throw new ArgumentException("A word has less than two bytes.", nameof(words));
            }

            ids.Add(word, First + Bytes + ids.Count);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<byte[]> Longer => words;

    /// <summary>The words of the training split.</summary>
    /// <exception cref="MakemoreException">It has too few.</exception>
    public static WordTokenizer Train(TokenizerSpec spec, Documents train, int? boundary)
    {
        var wanted = LongerTokens(spec, boundary);
        byte[][] words = [.. PieceCounts.Of(train).Select(entry => entry.Piece).Where(piece => piece.Length > 1).Take(wanted)];
        return words.Length == wanted ? new(words, boundary) : throw TooFew(spec, wanted - words.Length);
    }

    /// <inheritdoc/>
    public override bool TryEncode(ReadOnlySpan<byte> text, Span<int> tokens, out int read, out int written)
    {
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<byte>>();
        read = written = 0;
        while (read < text.Length)
        {
            var piece = text[read..][..Pieces.First(text[read..])];
            if (lookup.TryGetValue(piece, out var id))
            {
                tokens[written++] = id;
            }
            else
            {
                foreach (var value in piece)
                {
                    tokens[written++] = First + value;
                }
            }

            read += piece.Length;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string Save() => new JsonObject
    {
        ["type"] = Type,
        ["boundary"] = Boundary,
        ["words"] = new JsonArray([.. words.Select(word => (JsonNode)Encoding.UTF8.GetString(word))]),
    }.ToJsonString();

    /// <summary>The tokenizer that <see cref="Save"/> wrote.</summary>
    public static WordTokenizer Restore(JsonObject state, int? boundary) =>
        new(state["words"]!.AsArray().Select(word => Encoding.UTF8.GetBytes((string)word!)), boundary);
}
