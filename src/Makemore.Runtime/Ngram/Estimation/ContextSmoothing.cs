using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Scoring;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>The tokens that were seen behind a context.</summary>
/// <param name="counts">How often each was seen, or, with Kneser-Ney, its adjusted count; none is zero unless nothing
/// stands before a text.</param>
/// <param name="lower">The probability of each behind the context without its first token.</param>
/// <param name="isLongest">Whether the context is as long as contexts are: n - 1 tokens, or all since the start of the
/// document.</param>
internal readonly ref struct ContextCounts(ReadOnlySpan<long> counts, ReadOnlySpan<double> lower, bool isLongest)
{
    /// <summary>How often each token was seen.</summary>
    public ReadOnlySpan<long> Counts { get; } = counts;

    /// <summary>The probability of each behind the shorter context.</summary>
    public ReadOnlySpan<double> Lower { get; } = lower;

    /// <summary>Whether the context is as long as contexts are.</summary>
    public bool IsLongest { get; } = isLongest;

    /// <summary>N, the sum of the counts.</summary>
    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var count in Counts)
            {
                total += count;
            }

            return total;
        }
    }
}

/// <summary>A method that takes one context after the other, from short to long.</summary>
public abstract class ContextSmoothing : Smoothing
{
    /// <summary>Estimates one context.</summary>
    /// <param name="context">What was seen behind it.</param>
    /// <param name="shares">Receives the part of each probability that does not come from the shorter context.</param>
    /// <returns>The weight of the shorter context.</returns>
    private protected delegate double ContextEstimator(in ContextCounts context, Span<double> shares);

    /// <summary>Whether a token that was seen gets a part from the shorter context as well, or only one that was not.</summary>
    private protected virtual bool IsInterpolated => true;

    /// <inheritdoc/>
    public sealed override NgramEstimates Estimate(NgramTrie trie)
    {
        var (probabilities, weights) = NgramEstimates.Room(trie);
        var uniform = Uniform(trie);
        for (var order = 1; order <= trie.Order; order++)
        {
            var counts = Counts(trie, order);
            EstimateOrder(trie, order, counts, EstimatorFor(trie, order, counts), uniform, probabilities, weights[order - 1]);
        }

        return new(probabilities, weights, weights[0][0] * uniform);
    }

    /// <summary>The counts of the n-grams of an order.</summary>
    private protected virtual ReadOnlySpan<long> Counts(NgramTrie trie, int order) => trie[order].Counts;

    /// <summary>What estimates the contexts of an order's n-grams.</summary>
    private protected abstract ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts);

    /// <summary>The probability of each token below the empty context.</summary>
    private protected virtual double Uniform(NgramTrie trie) => 1.0 / trie.Vocabulary;

    private void EstimateOrder(
        NgramTrie trie,
        int order,
        ReadOnlySpan<long> counts,
        ContextEstimator estimate,
        double uniform,
        double[][] probabilities,
        double[] weights)
    {
        var (contexts, nodes) = (trie[order - 1], trie[order]);
        var lower = new double[Math.Min(nodes.Count, trie.Vocabulary + 1)];
        var shares = new double[lower.Length];
        for (var context = 0; context < contexts.Count; context++)
        {
            var (first, end) = (contexts.FirstChildren[context], contexts.FirstChildren[context + 1]);
            // The start of a running text, the last token of level 1, never comes next.
            end -= order == 1 && end > first && !trie.IsPredicted(nodes.Tokens[end - 1]) ? 1 : 0;
            if (first == end)
            {
                continue;
            }

            for (var node = first; node < end; node++)
            {
                lower[node - first] = order == 1 ? uniform : probabilities[order - 1][nodes.Suffixes[node]];
            }

            var seen = new ContextCounts(
                counts[first..end], lower.AsSpan(0, end - first), IsLongest(trie, order - 1, context));
            weights[context] = estimate(seen, shares);
            for (var node = first; node < end; node++)
            {
                probabilities[order][node] = shares[node - first] + (IsInterpolated ? weights[context] * lower[node - first] : 0);
            }
        }
    }

    private static bool IsLongest(NgramTrie trie, int order, int context) =>
        order == trie.Order - 1
        || (order == 1 ? trie[1].Tokens[context] == trie.Start : trie[order].IsStart(context));
}
