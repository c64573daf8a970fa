using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Add-k smoothing (Lidstone, 1920; Laplace for k = 1): p(w|h) = (c(hw) + k) / (N(h) + k V), where c(hw) counts the n-gram,
/// N(h) all n-grams with the context h, and V is the number of tokens. It knows one length of context only. k = 0 gives
/// relative frequencies. A context that was never seen has none: then the estimate is uniform, its limit for k towards 0.
/// </summary>
/// <param name="k">What is added to each count; null to choose it on the dev split.</param>
public sealed class AddK(double? k) : ContextSmoothing
{
    private const double LeastLog = -6;
    private const double GreatestLog = 3;

    /// <inheritdoc/>
    public override bool IsFitted => k is null;

    /// <inheritdoc/>
    public override ImmutableArray<NamedParameter> Parameters => k is { } value ? [new("k", value)] : [];

    /// <inheritdoc/>
    public override Smoothing Fit(NgramTrie trie, TokenSequences dev, CancellationToken cancellation = default) => k is null
        ? new AddK(Math.Pow(10, Fit(log => new AddK(Math.Pow(10, log)), LeastLog, GreatestLog, trie, dev, cancellation)))
        : this;

    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts)
    {
        var added = k ?? throw new InvalidOperationException("k is still to be fitted.");
        return (in context, shares) =>
        {
            if (!context.IsLongest)
            {
                shares[..context.Counts.Length].Clear();
                return 1;
            }

            // (c + k) / (N + k V) is c / (N + k V) and k V / (N + k V) of the uniform distribution.
            var total = context.Total + (added * trie.Vocabulary);
            for (var i = 0; i < context.Counts.Length; i++)
            {
                shares[i] = context.Counts[i] / total;
            }

            return added * trie.Vocabulary / total;
        };
    }
}
