using System.Runtime.InteropServices;

namespace Makemore.Runtime.Tokenizers;

/// <summary>
/// Learns merges: again and again the most frequent pair of neighbours becomes a symbol; of pairs alike in number the one
/// with the least symbols, so that the same text gives the same merges everywhere. Only the pieces in which a pair stands
/// are counted anew after its merge.
/// </summary>
internal sealed class BpeTrainer
{
    private const int Bytes = 256;

    private readonly List<Word> words;
    private readonly Dictionary<TokenPair, PairPlaces> pairs = [];
    private readonly PriorityQueue<TokenPair, (long Count, TokenPair Pair)> queue =
        new(Comparer<(long Count, TokenPair Pair)>.Create((left, right) =>
            right.Count.CompareTo(left.Count) is not 0 and var byCount ? byCount : left.Pair.CompareTo(right.Pair)));

    private BpeTrainer(IEnumerable<(byte[] Piece, long Count)> pieces)
    {
        words = [.. pieces.Select(piece => new Word([.. piece.Piece.Select(value => (int)value)], piece.Count))];
        var changed = new HashSet<TokenPair>();
        for (var word = 0; word < words.Count; word++)
        {
            Count(word, 1, changed, newest: 0);
        }

        Enqueue(changed);
    }

    /// <summary>Learns merges of bytes, 0 to 255, and of earlier merges, from 256 on.</summary>
    /// <param name="pieces">The pieces of a text, across whose ends no merge goes, with their numbers.</param>
    /// <param name="count">How many.</param>
    /// <returns>The merges in their order; fewer where every piece has become one symbol.</returns>
    public static IReadOnlyList<TokenPair> Learn(IEnumerable<(byte[] Piece, long Count)> pieces, int count)
    {
        var trainer = new BpeTrainer(pieces);
        var merges = new List<TokenPair>();
        while (merges.Count < count && trainer.MostFrequent() is { } pair)
        {
            trainer.Merge(pair, Bytes + merges.Count);
            merges.Add(pair);
        }

        return merges;
    }

    // Of the queue's entries for a pair, those with another number than its present one are out of date.
    private TokenPair? MostFrequent()
    {
        while (queue.TryDequeue(out var pair, out var priority))
        {
            if (pairs[pair].Count == priority.Count)
            {
                return pair;
            }
        }

        return null;
    }

    private void Merge(TokenPair pair, int merged)
    {
        var changed = new HashSet<TokenPair>();
        foreach (var word in CollectionsMarshal.AsSpan(pairs[pair].Words))
        {
            var symbols = words[word].Symbols.AsSpan();
            if (!Contains(symbols, pair))
            {
                continue;
            }

            Count(word, -1, changed, merged);
            words[word] = words[word] with { Symbols = symbols[..pair.Replace(symbols, merged)].ToArray() };
            Count(word, 1, changed, merged);
        }

        Enqueue(changed);
    }

    // Pairs of symbols older than the newest have been found in this word before.
    private void Count(int word, int sign, HashSet<TokenPair> changed, int newest)
    {
        var (symbols, count) = words[word];
        for (var index = 1; index < symbols.Length; index++)
        {
            var pair = new TokenPair(symbols[index - 1], symbols[index]);
            if (!pairs.TryGetValue(pair, out var places))
            {
                pairs[pair] = places = new();
            }

            places.Count += sign * count;
            var isNew = sign > 0 && Math.Max(pair.Left, pair.Right) >= newest;
            if (isNew && (places.Words.Count == 0 || places.Words[^1] != word))
            {
                places.Words.Add(word);
            }

            changed.Add(pair);
        }
    }

    private void Enqueue(HashSet<TokenPair> changed)
    {
        foreach (var pair in changed)
        {
            if (pairs[pair].Count is > 0 and var count)
            {
                queue.Enqueue(pair, (count, pair));
            }
        }
    }

    private static bool Contains(ReadOnlySpan<int> symbols, TokenPair pair)
    {
        for (var index = 1; index < symbols.Length; index++)
        {
            if (symbols[index - 1] == pair.Left && symbols[index] == pair.Right)
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Word(int[] Symbols, long Count);

    /// <summary>How often a pair stands in the text, and the words in which it stands or stood.</summary>
    private sealed class PairPlaces
    {
        public long Count { get; set; }

        public List<int> Words { get; } = [];
    }
}
