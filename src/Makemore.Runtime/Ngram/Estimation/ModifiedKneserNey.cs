using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>
/// Modified Kneser-Ney smoothing (Chen and Goodman, 1998), interpolated, as KenLM's lmplz estimates it (Heafield et al., 2013):
/// p(w|h) = (a(hw) - D(a(hw))) / A(h) + γ(h) p(w|h') with γ(h) = (D1 T1(h) + D2 T2(h) + D3 T3(h)) / A(h), where a is the
/// adjusted count (<see cref="AdjustedCounts"/>), A(h) their sum over all tokens, T1, T2 and T3 the numbers of tokens behind
/// h with an adjusted count of 1, of 2, and of 3 or more, and h' is h without its first token. Each order has its discounts
/// Dj = j - (j + 1) Y n(j+1) / n(j) with Y = n1 / (n1 + 2 n2), where n(j) is the number of its n-grams with adjusted count j;
/// where one of them is undefined or outside of 0 to j, the order has 0.5, 1 and 1.5. Below the empty context the
/// distribution is uniform over the tokens that were seen and one that stands for all others.
/// </summary>
public sealed class ModifiedKneserNey : ContextSmoothing
{
    private static readonly double[] Fallback = [0, 0.5, 1, 1.5];

    /// <inheritdoc/>
    private protected override ReadOnlySpan<long> Counts(NgramTrie trie, int order) => AdjustedCounts.Of(trie, order);

    /// <inheritdoc/>
    private protected override double Uniform(NgramTrie trie) => AdjustedCounts.Uniform(trie);

    /// <inheritdoc/>
    private protected override ContextEstimator EstimatorFor(NgramTrie trie, int order, ReadOnlySpan<long> counts)
    {
        var discounts = Discounts(new CountsOfCounts(counts, greatest: 4));
        return (in context, shares) =>
        {
            double total = context.Total;
            var taken = 0.0;
            for (var i = 0; i < context.Counts.Length; i++)
            {
                var discount = discounts[Math.Min(context.Counts[i], 3)];
                shares[i] = (context.Counts[i] - discount) / total;
                taken += discount;
            }

            return taken / total;
        };
    }

    private static double[] Discounts(CountsOfCounts counts)
    {
        var discounts = new double[4];
        var y = counts[1] / (counts[1] + (2.0 * counts[2]));
        for (var j = 1; j <= 3; j++)
        {
            discounts[j] = j - ((j + 1) * y * counts[j + 1] / counts[j]);
            if (counts[j] == 0 || !(discounts[j] >= 0 && discounts[j] <= j))
            {
                return Fallback;
            }
        }

        return discounts;
    }
}
