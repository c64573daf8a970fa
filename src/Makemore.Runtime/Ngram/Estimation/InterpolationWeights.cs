using System.Runtime.InteropServices;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>Expectation maximization for the weights of an interpolation.</summary>
internal sealed class InterpolationWeights
{
    private readonly int order;
    private readonly double uniform;

    // For each token of the split, by order from 1 on: its relative frequency, or -1 where its context was never seen.
    private readonly List<double> frequencies = [];

    /// <summary>Looks up the relative frequencies of a split's tokens, which stay the same in all steps.</summary>
    public InterpolationWeights(NgramTrie trie, TokenSequences split)
    {
        (order, uniform) = (trie.Order, 1.0 / trie.Vocabulary);
        long[][] totals = [.. Enumerable.Range(0, order).Select(n => TotalsOf(trie, n))];
        for (var document = 0; document < split.Count; document++)
        {
            var text = split[document];
            var context = new TrieContext(trie);
            for (var place = 0; place < text.Length + (split.Boundary is null ? 0 : 1); place++)
            {
                var token = place < text.Length ? text[place] : split.Boundary!.Value;
                if (split.Boundary is not null || place >= order - 1)
                {
                    for (var n = 1; n <= order; n++)
                    {
                        frequencies.Add(context.Frequency(n, token, totals));
                    }
                }

                context.Append(token);
            }
        }
    }

    /// <summary>One step: weights under which the split is more likely than under the present ones.</summary>
    /// <param name="lambdas">The present weights by order, from 1 on.</param>
    public double[] Improve(double[] lambdas)
    {
        var (drawn, reached) = (new double[order], new double[order]);
        var all = CollectionsMarshal.AsSpan(frequencies);
        for (var token = 0; token < all.Length; token += order)
        {
            Distribute(all.Slice(token, order), lambdas, drawn, reached);
        }

        return [.. lambdas.Select((lambda, n) => reached[n] > 0 ? drawn[n] / reached[n] : lambda)];
    }

    // Divides a token among the orders by the probability that it was drawn from each.
    private void Distribute(ReadOnlySpan<double> token, double[] lambdas, double[] drawn, double[] reached)
    {
        var probability = uniform;
        for (var n = 0; n < order; n++)
        {
            if (token[n] >= 0)
            {
                probability = (lambdas[n] * token[n]) + ((1 - lambdas[n]) * probability);
            }
        }

        var (left, passed) = (1.0, 1.0);
        for (var n = order - 1; n >= 0 && probability > 0; n--)
        {
            if (token[n] >= 0)
            {
                var share = passed * lambdas[n] * token[n] / probability;
                drawn[n] += share;
                reached[n] += left;
                left -= share;
                passed *= 1 - lambdas[n];
            }
        }
    }

    private static long[] TotalsOf(NgramTrie trie, int order)
    {
        var (contexts, nodes) = (trie[order], trie[order + 1]);
        var totals = new long[contexts.Count];
        for (var context = 0; context < contexts.Count; context++)
        {
            foreach (var count in nodes.Counts[contexts.FirstChildren[context]..contexts.FirstChildren[context + 1]])
            {
                totals[context] += count;
            }
        }

        return totals;
    }
}
