using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Witten-Bell smoothing (Witten and Bell, 1991, method C, interpolated as by Chen and Goodman, 1998):
/// p(w|h) = (c(hw) + T(h) p(w|h')) / (N(h) + T(h)), where c(hw) counts the n-gram, N(h) all n-grams with the context h, T(h)
/// the different tokens that followed h, and h' is h without its first token. Below the empty context the distribution is
/// uniform.
/// </summary>
public sealed class WittenBell : ContextSmoothing
{
    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts) =>
        (in context, shares) =>
        {
            var types = context.Counts.Length;
            double total = context.Total + types;
            for (var i = 0; i < types; i++)
            {
                shares[i] = context.Counts[i] / total;
            }

            return types / total;
        };
}
