using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Scoring;

/// <summary>What is estimated, in the form of ARPA files but not as logarithms.</summary>
/// <param name="Probabilities">By order and node of the trie, the probability of the last token behind the others;
/// order 0 is empty.</param>
/// <param name="Weights">By order and node of the trie, what the n-gram as a context gives the shorter one; without the
/// last order.</param>
/// <param name="Unseen">The probability, without a context, of a token that training never saw.</param>
public sealed record NgramEstimates(double[][] Probabilities, double[][] Weights, double Unseen)
{
    /// <summary>Room for the estimates of a trie: every weight is 1.</summary>
    internal static (double[][] Probabilities, double[][] Weights) Room(NgramTrie trie)
    {
        var probabilities = new double[trie.Order + 1][];
        var weights = new double[trie.Order][];
        probabilities[0] = [];
        for (var order = 0; order < trie.Order; order++)
        {
            probabilities[order + 1] = new double[trie[order + 1].Count];
            weights[order] = new double[trie[order].Count];
            weights[order].AsSpan().Fill(1);
        }

        return (probabilities, weights);
    }
}
