using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Stupid back-off (Brants et al., 2007): s(w|h) = c(hw) / N(h) where the n-gram hw was seen, otherwise b s(w|h'), where N(h)
/// counts all n-grams with the context h and h' is h without its first token. These are scores and no probabilities: they do
/// not sum to 1, so they rank and sample, but there is no loss.
/// </summary>
/// <param name="backoff">b; the authors took 0.4.</param>
public sealed class StupidBackoff(double backoff) : ContextSmoothing
{
    /// <inheritdoc/>
    public override bool IsDistribution => false;

    /// <inheritdoc/>
    private protected override bool IsInterpolated => false;

    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts) =>
        (in context, shares) =>
        {
            double total = context.Total;
            for (var i = 0; i < context.Counts.Length; i++)
            {
                shares[i] = context.Counts[i] / total;
            }

            return backoff;
        };
}
