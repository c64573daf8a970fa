using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Scoring;

namespace Makemore.Runtime.Ngram.Arpa;

/// <summary>
/// Orders the n-grams of a file into a trie. A pruned model may have an n-gram without the shorter ones at its front and end;
/// these are filled in with the probability that backing off gives them, which changes no probability of the model.
/// </summary>
/// <param name="order">The greatest number of tokens of an n-gram.</param>
internal sealed class ArpaTrieBuilder(int order)
{
    private readonly SortedDictionary<int[], Estimate>[] ngrams =
        [.. Enumerable.Range(0, order + 1).Select(_ => new SortedDictionary<int[], Estimate>(TokenOrder.Instance))];

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => ngrams.All(all => all.Count == 0);

    /// <summary>Adds the probability of an n-gram.</summary>
    public void AddProbability(int[] tokens, double logProbability) => At(tokens).LogProbability = logProbability;

    /// <summary>Adds the weight of an n-gram as a context.</summary>
    public void AddContext(int[] tokens, double logBackoff) => At(tokens).LogBackoff = logBackoff;

    /// <summary>Builds the tables.</summary>
    public NgramTables Build(int vocabulary, int? boundary, double logUnseen)
    {
        FillIn();
        var levels = new NgramLevel[order + 1];
        var (logProbabilities, logBackoffs) = (new double[order + 1][], new double[order][]);
        (logProbabilities[0], logBackoffs[0]) = ([], [0]);
        levels[0] = new([-1], [0, ngrams[1].Count], [0]);
        for (var n = 1; n <= order; n++)
        {
            var all = ngrams[n];
            foreach (var (tokens, estimate) in all.Where(pair => double.IsNaN(pair.Value.LogProbability)))
            {
                estimate.LogProbability = BackedOff(tokens, logUnseen);
            }

            levels[n] = new([.. all.Keys.Select(tokens => tokens[^1])], n < order ? FirstChildren(n) : [], new long[all.Count]);
            logProbabilities[n] = [.. all.Values.Select(estimate => estimate.LogProbability)];
            if (n < order)
            {
                logBackoffs[n] = [.. all.Values.Select(estimate => estimate.LogBackoff)];
            }
        }

        return new(new NgramTrie(levels, vocabulary, boundary), logProbabilities, logBackoffs, logUnseen);
    }

    private void FillIn()
    {
        for (var n = order; n > 1; n--)
        {
            foreach (var tokens in ngrams[n].Keys)
            {
                At(tokens[..^1]);
                At(tokens[1..]);
            }
        }
    }

    // Where the n-grams that begin with each n-gram of an order stand in the next.
    private int[] FirstChildren(int n)
    {
        var first = new List<int>(ngrams[n].Count + 1);
        using var children = ngrams[n + 1].Keys.GetEnumerator();
        var (child, isThere) = (0, children.MoveNext());
        foreach (var tokens in ngrams[n].Keys)
        {
            first.Add(child);
            for (; isThere && children.Current.AsSpan(0, n).SequenceEqual(tokens); isThere = children.MoveNext())
            {
                child++;
            }
        }

        return [.. first, child];
    }

    private double BackedOff(ReadOnlySpan<int> tokens, double logUnseen)
    {
        if (tokens.Length == 1)
        {
            return logUnseen;
        }

        var weight = ngrams[tokens.Length - 1].TryGetValue(tokens[..^1].ToArray(), out var context) ? context.LogBackoff : 0;
        return weight + (ngrams[tokens.Length - 1].TryGetValue(tokens[1..].ToArray(), out var shorter)
            ? shorter.LogProbability
            : BackedOff(tokens[1..], logUnseen));
    }

    private Estimate At(int[] tokens)
    {
        if (!ngrams[tokens.Length].TryGetValue(tokens, out var estimate))
        {
            ngrams[tokens.Length].Add(tokens, estimate = new());
        }

        return estimate;
    }

    // Natural logarithms; a probability that is not given is none yet.
    private sealed class Estimate
    {
        public double LogProbability { get; set; } = double.NaN;

        public double LogBackoff { get; set; }
    }

    private sealed class TokenOrder : IComparer<int[]>
    {
        public static TokenOrder Instance { get; } = new();

        public int Compare(int[]? one, int[]? other) => one.AsSpan().SequenceCompareTo(other);
    }
}
