using Makemore.Runtime.Data;

namespace Makemore.Runtime.Tokenizers;

/// <summary>How often each piece stands in a text; the most frequent first, those alike in the order of their bytes.</summary>
internal static class PieceCounts
{
    /// <summary>Counts the pieces of documents.</summary>
    public static (byte[] Piece, long Count)[] Of(Documents documents)
    {
        var counts = new Dictionary<byte[], Counter>(ByteStringComparer.Instance);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<byte>>();
        for (var document = 0; document < documents.Count; document++)
        {
            var text = documents[document];
            while (!text.IsEmpty)
            {
                var length = Pieces.First(text);
                var piece = text[..length];
                if (!lookup.TryGetValue(piece, out var counter))
                {
                    lookup[piece] = counter = new();
                }

                counter.Value++;
                text = text[length..];
            }
        }

        var sorted = counts.Select(entry => (Piece: entry.Key, Count: entry.Value.Value)).ToArray();
        Array.Sort(sorted, (left, right) =>
            right.Count.CompareTo(left.Count) is not 0 and var byCount ? byCount
                : left.Piece.AsSpan().SequenceCompareTo(right.Piece));
        return sorted;
    }

    private sealed class Counter
    {
        public long Value { get; set; }
    }
}
