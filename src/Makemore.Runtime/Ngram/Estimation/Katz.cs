using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Katz back-off (Katz, 1987): p(w|h) = d(c(hw)) c(hw) / N(h) where the n-gram hw was seen, otherwise α(h) p(w|h'), where
/// N(h) counts all n-grams with the context h, h' is h without its first token, and α(h) lets the probabilities sum to 1.
/// Counts above the cut k are trusted, d = 1; below, Good and Turing's r* = (r + 1) n(r+1) / n(r), with n(r) n-grams of
/// count r, gives d(r) = (r* / r - A) / (1 - A) with A = (k + 1) n(k+1) / n(1). Three cases have no such solution. An order
/// whose counts of counts give a d(r) that is not above 0 and at most 1 trusts the counts r. A context that keeps
/// nothing for tokens that
/// were not seen behind it counts one n-gram more (Rosenfeld's rule, also SRILM's). A context that all tokens were seen
/// behind keeps nothing.
/// </summary>
/// <param name="cut">k, the greatest count that is discounted.</param>
public sealed class Katz(int cut) : ContextSmoothing
{
    // Masses below this are what rounding leaves.
    private const double Nothing = 1e-12;

    /// <inheritdoc/>
    private protected override bool IsInterpolated => false;

    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts)
    {
        var discounts = Discounts(new CountsOfCounts(counts, cut + 1));
        return (in context, shares) =>
        {
            double total = context.Total;
            var (kept, lower) = (0.0, 0.0);
            for (var i = 0; i < context.Counts.Length; i++)
            {
                var count = context.Counts[i];
                shares[i] = (count <= cut ? discounts[count] : 1) * count / total;
                kept += shares[i];
                lower += context.Lower[i];
            }

            var isComplete = context.Counts.Length == trie.Vocabulary || 1 - lower < Nothing;
            var scale = isComplete ? 1 / kept : 1 - kept < Nothing ? total / (total + 1) : 1;
            foreach (ref var share in shares[..context.Counts.Length])
            {
                share *= scale;
            }

            return isComplete ? 0 : (1 - (kept * scale)) / (1 - lower);
        };
    }

    private double[] Discounts(CountsOfCounts counts)
    {
        var trusted = (cut + 1.0) * counts[cut + 1] / counts[1];
        var discounts = new double[cut + 1];
        for (var r = 1; r <= cut; r++)
        {
            var ratio = (r + 1.0) * counts[r + 1] / counts[r] / r;
            var discount = (ratio - trusted) / (1 - trusted);
            discounts[r] = discount is > 0 and <= 1 ? discount : 1;
        }

        return discounts;
    }
}
