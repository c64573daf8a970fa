using Makemore.Runtime.Data;

namespace Makemore.Runtime.Models.Ngram.Estimation;

/// <summary>One step of expectation maximization for the weights of an interpolation.</summary>
/// <param name="trie">The counts.</param>
/// <param name="lambdas">The weights by order; that of order 0 is not used.</param>
internal sealed class InterpolationStep(NgramTrie trie, double[] lambdas)
{
    private readonly long[][] totals = [.. Enumerable.Range(0, trie.Order).Select(order => TotalsOf(trie, order))];
    private readonly double[] drawn = new double[trie.Order + 1];
    private readonly double[] reached = new double[trie.Order + 1];

    // For the token at hand, by order: its relative frequency, or -1 where its context was never seen.
    private readonly double[] frequencies = new double[trie.Order + 1];

    /// <summary>The weights under which a split is more likely than under the present ones.</summary>
    public double[] Improve(TokenSequences split)
    {
        for (var document = 0; document < split.Count; document++)
        {
            var text = split[document];
            var context = new TrieContext(trie);
            var end = text.Length + (split.Boundary is null ? 0 : 1);
            for (var place = 0; place < end; place++)
            {
                var token = place < text.Length ? text[place] : split.Boundary!.Value;
                frequencies[0] = 1.0 / trie.Vocabulary;
                for (var order = 1; order <= trie.Order; order++)
                {
                    frequencies[order] = context.Frequency(order, token, totals);
                }

                if (split.Boundary is not null || place >= trie.Order - 1)
                {
                    Distribute();
                }

                context.Append(token);
            }
        }

        return [.. lambdas.Select((lambda, order) => reached[order] > 0 ? drawn[order] / reached[order] : lambda)];
    }

    // Divides the token among the orders by the probability that it was drawn from each.
    private void Distribute()
    {
        var probability = frequencies[0];
        for (var order = 1; order < frequencies.Length; order++)
        {
            if (frequencies[order] >= 0)
            {
                probability = (lambdas[order] * frequencies[order]) + ((1 - lambdas[order]) * probability);
            }
        }

        var left = 1.0;
        var passed = 1.0;
        for (var order = frequencies.Length - 1; order > 0 && probability > 0; order--)
        {
            if (frequencies[order] >= 0)
            {
                var share = passed * lambdas[order] * frequencies[order] / probability;
                drawn[order] += share;
                reached[order] += left;
                left -= share;
                passed *= 1 - lambdas[order];
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

/// <summary>The nodes of a text's last tokens, by their number.</summary>
internal sealed class TrieContext
{
    private readonly NgramTrie trie;
    private readonly int[] nodes;

    /// <summary>Stands at the start of a document.</summary>
    public TrieContext(NgramTrie trie)
    {
        this.trie = trie;
        nodes = new int[trie.Order];
        nodes.AsSpan(1).Fill(-1);
        if (trie.Order > 1)
        {
            nodes[1] = trie[1].Find(0, trie[1].Count, trie.Start);
        }
    }

    /// <summary>The relative frequency of a token behind the last order - 1 tokens, or -1 where these were never followed by any.</summary>
    public double Frequency(int order, int token, long[][] totals)
    {
        if (nodes[order - 1] is not (>= 0 and var context) || totals[order - 1][context] == 0)
        {
            return -1;
        }

        var child = Child(order - 1, token);
        return child < 0 ? 0 : (double)trie[order].Counts[child] / totals[order - 1][context];
    }

    /// <summary>Goes on behind a token.</summary>
    public void Append(int token)
    {
        for (var order = nodes.Length - 1; order > 0; order--)
        {
            nodes[order] = nodes[order - 1] < 0 ? -1 : Child(order - 1, token);
        }
    }

    private int Child(int order, int token) => trie[order + 1].Find(
        trie[order].FirstChildren[nodes[order]], trie[order].FirstChildren[nodes[order] + 1], token);
}
