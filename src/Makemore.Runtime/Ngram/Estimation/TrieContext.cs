using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Estimation;

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

    /// <summary>
    /// The relative frequency of a token behind the last order - 1 tokens, or -1 where these were never followed by
    /// any.
    /// </summary>
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
