using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// The adjusted counts of Kneser and Ney, as KenLM takes them (Heafield et al., Scalable Modified Kneser-Ney Language Model
/// Estimation, 2013, section 3.2): of the longest n-grams, and of those that begin with the start of a document, how often
/// they were seen; of all others the number of different tokens, the start among them, that were seen before them.
/// </summary>
internal static class AdjustedCounts
{
    /// <summary>The adjusted counts of the n-grams of an order.</summary>
    public static ReadOnlySpan<long> Of(NgramTrie trie, int order)
    {
        if (order == trie.Order)
        {
            return trie[order].Counts;
        }

        var counts = new long[trie[order].Count];
        foreach (var suffix in trie[order + 1].Suffixes)
        {
            counts[suffix]++;
        }

        var (from, to) = trie[order].Starts;
        trie[order].Counts[from..to].CopyTo(counts.AsSpan(from..to));
        return counts;
    }

    /// <summary>
    /// The uniform distribution over the tokens that were seen and <c>&lt;unk&gt;</c>, which stands for all that were not;
    /// the start of a document is none of them, since it never comes next.
    /// </summary>
    public static double Uniform(NgramTrie trie)
    {
        var seen = 1;
        foreach (var token in trie[1].Tokens)
        {
            seen += trie.IsPredicted(token) ? 1 : 0;
        }

        return 1.0 / seen;
    }
}
