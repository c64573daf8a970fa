using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Makemore.Runtime.Ngram.Counting;

namespace Makemore.Runtime.Ngram.Scoring;

/// <summary>
/// Estimates laid out for the query: an automaton whose states are contexts. A state has its next tokens side by side, in
/// order, each with its probability and the state behind it, and it has the state without its first token, to fall back on.
/// Most tokens of a text are found with one step and one search.
/// </summary>
public sealed class NgramTables
{
    /// <summary>The state without any context.</summary>
    public const int Root = 0;

    private readonly ContextNode[] contexts;
    private readonly LongestNode[] longest;
    private readonly int[] nodesOfTokens;
    private readonly int[] firstOfOrder;
    private readonly int firstDeepest;

    /// <summary>Lays out the estimates for a trie.</summary>
    /// <param name="trie">The n-grams.</param>
    /// <param name="estimates">Their probabilities and weights.</param>
    public NgramTables(NgramTrie trie, NgramEstimates estimates)
        : this(trie, Logarithms(estimates.Probabilities), Logarithms(estimates.Weights), Math.Log(estimates.Unseen))
    {
    }

    /// <summary>Lays out logarithms for a trie, whose counts are not looked at.</summary>
    /// <param name="trie">The n-grams.</param>
    /// <param name="logProbabilities">By order and node; order 0 is empty.</param>
    /// <param name="logBackoffs">By order and node, without the last order.</param>
    /// <param name="logUnseen">Of a token that is in no n-gram.</param>
    internal NgramTables(NgramTrie trie, double[][] logProbabilities, double[][] logBackoffs, double logUnseen)
    {
        (Order, Vocabulary, Start, LogUnseen) = (trie.Order, trie.Vocabulary, trie.Start, logUnseen);
        firstOfOrder = new int[Order + 2];
        for (var order = 0; order <= Order; order++)
        {
            firstOfOrder[order + 1] = checked(firstOfOrder[order] + trie[order].Count);
        }

        firstDeepest = firstOfOrder[Order - 1];
        contexts = new ContextNode[firstOfOrder[Order] + 1];
        longest = new LongestNode[trie[Order].Count];
        contexts[^1].FirstChild = firstOfOrder[Order + 1];
        for (var order = 0; order < Order; order++)
        {
            var level = trie[order];
            for (var node = 0; node < level.Count; node++)
            {
                contexts[firstOfOrder[order] + node] = new ContextNode
                {
                    Token = level.Tokens[node],
                    Suffix = order == 0 ? Root : firstOfOrder[order - 1] + level.Suffixes[node],
                    FirstChild = firstOfOrder[order + 1] + level.FirstChildren[node],
                    LogProbability = order == 0 ? 0 : logProbabilities[order][node],
                    LogBackoff = logBackoffs[order][node],
                };
            }
        }

        var last = trie[Order];
        for (var node = 0; node < longest.Length; node++)
        {
            longest[node] = new(last.Tokens[node], firstDeepest + last.Suffixes[node], logProbabilities[Order][node]);
        }

        nodesOfTokens = new int[Vocabulary + 1];
        nodesOfTokens.AsSpan().Fill(-1);
        for (var node = 0; node < trie[1].Count; node++)
        {
            nodesOfTokens[trie[1].Tokens[node]] = firstOfOrder[1] + node;
        }
    }

    /// <summary>The greatest number of tokens of an n-gram.</summary>
    public int Order { get; }

    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; }

    /// <summary>The token before a document; of a running text, one behind the vocabulary.</summary>
    public int Start { get; }

    /// <summary>The natural logarithm of the probability, without a context, of a token that training never saw.</summary>
    public double LogUnseen { get; }

    /// <summary>The number of n-grams of all orders.</summary>
    public long Count => firstOfOrder[^1] - 1;

    /// <summary>The state before a document: the start alone is the context, unless contexts are empty.</summary>
    public int StartState => Order > 1 && nodesOfTokens[Start] is >= 0 and var node ? node : Root;

    /// <summary>The number of n-grams of an order.</summary>
    public int CountOf(int order) => firstOfOrder[order + 1] - firstOfOrder[order];

    /// <summary>The natural logarithm of the probability of a token behind a context.</summary>
    /// <param name="state">The context; it becomes the one behind the token.</param>
    /// <param name="token">The token.</param>
    public double Next(ref int state, int token) => Next(ref state, token, out _);

    /// <summary>The same, with the n-gram that was found.</summary>
    /// <param name="state">The context; it becomes the one behind the token.</param>
    /// <param name="token">The token.</param>
    /// <param name="found">The node of the longest n-gram that ends in the token, or the root where there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Next(ref int state, int token, out int found)
    {
        var logProbability = 0.0;
        while (true)
        {
            found = Child(state, token);
            if (found >= 0)
            {
                if (found >= contexts.Length - 1)
                {
                    ref readonly var node = ref longest[found - (contexts.Length - 1)];
                    state = node.Suffix;
                    return logProbability + node.LogProbability;
                }

                state = found;
                return logProbability + contexts[found].LogProbability;
            }

            if (state == Root)
            {
                found = Root;
                return logProbability + LogUnseen;
            }

            logProbability += contexts[state].LogBackoff;
            state = contexts[state].Suffix;
        }
    }

    /// <summary>The number of tokens of an n-gram.</summary>
    public int OrderOf(int node)
    {
        var order = 0;
        while (node >= firstOfOrder[order + 1])
        {
            order++;
        }

        return order;
    }

    /// <summary>Writes the natural logarithms of the probabilities of all tokens behind a context.</summary>
    public void LogProbabilities(int state, Span<double> logProbabilities)
    {
        if (state == Root)
        {
            logProbabilities.Fill(LogUnseen);
        }
        else
        {
            LogProbabilities(contexts[state].Suffix, logProbabilities);
            foreach (ref var logProbability in logProbabilities)
            {
                logProbability += contexts[state].LogBackoff;
            }
        }

        for (var child = contexts[state].FirstChild; child < contexts[state + 1].FirstChild; child++)
        {
            var (token, logProbability) = child < contexts.Length - 1
                ? (contexts[child].Token, contexts[child].LogProbability)
                : (longest[child - (contexts.Length - 1)].Token, longest[child - (contexts.Length - 1)].LogProbability);
            if (token < logProbabilities.Length)
            {
                logProbabilities[token] = logProbability;
            }
        }
    }

    /// <summary>The levels as they were given, for a file: tokens, children, logarithms.</summary>
    internal NgramLevelValues Values(int order)
    {
        var (first, count) = (firstOfOrder[order], CountOf(order));
        if (order == Order)
        {
            return new([.. longest.Select(node => node.Token)], [], [.. longest.Select(node => node.LogProbability)], []);
        }

        var nodes = contexts.AsSpan(first, count);
        var values = new NgramLevelValues(new int[count], new int[count + 1], new double[count], new double[count]);
        for (var node = 0; node <= count; node++)
        {
            values.FirstChildren[node] = contexts[first + node].FirstChild - firstOfOrder[order + 1];
        }

        for (var node = 0; node < count; node++)
        {
            (values.Tokens[node], values.LogProbabilities[node], values.LogBackoffs[node]) =
                (nodes[node].Token, nodes[node].LogProbability, nodes[node].LogBackoff);
        }

        return values;
    }

    private int Child(int state, int token)
    {
        if (state == Root)
        {
            return nodesOfTokens[token];
        }

        ref var all = ref MemoryMarshal.GetArrayDataReference(contexts);
        ref var node = ref Unsafe.Add(ref all, state);
        var (low, high) = (node.FirstChild, Unsafe.Add(ref node, 1).FirstChild - 1);
        if (state < firstDeepest)
        {
            while (low <= high)
            {
                var middle = (low + high) >> 1;
                var found = Unsafe.Add(ref all, middle).Token;
                if (found == token)
                {
                    return middle;
                }

                (low, high) = found < token ? (middle + 1, high) : (low, middle - 1);
            }

            return -1;
        }

        ref var deepest = ref MemoryMarshal.GetArrayDataReference(longest);
        var offset = contexts.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var found = Unsafe.Add(ref deepest, middle - offset).Token;
            if (found == token)
            {
                return middle;
            }

            (low, high) = found < token ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private static double[][] Logarithms(double[][] values)
    {
        var logarithms = new double[values.Length][];
        for (var order = 0; order < values.Length; order++)
        {
            logarithms[order] = new double[values[order].Length];
            TensorPrimitives.Log(values[order], logarithms[order]);
        }

        return logarithms;
    }

    // An n-gram that can be a context.
    private struct ContextNode
    {
        public int Token;
        public int Suffix;
        public int FirstChild;
        public double LogProbability;
        public double LogBackoff;
    }

    // An n-gram of the greatest order; the state behind it is the n-gram without its first token.
    private readonly record struct LongestNode(int Token, int Suffix, double LogProbability);
}

/// <summary>One order's n-grams as plain arrays.</summary>
/// <param name="Tokens">The last token of each.</param>
/// <param name="FirstChildren">Where the children of each begin in the next order; one more than n-grams, or empty at
/// the last.</param>
/// <param name="LogProbabilities">Natural logarithms.</param>
/// <param name="LogBackoffs">Natural logarithms; empty at the last order.</param>
internal sealed record NgramLevelValues(int[] Tokens, int[] FirstChildren, double[] LogProbabilities, double[] LogBackoffs);
