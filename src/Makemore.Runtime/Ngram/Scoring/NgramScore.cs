using Makemore.Runtime.Batches;

namespace Makemore.Runtime.Ngram.Scoring;

/// <summary>What a model makes of a text.</summary>
/// <param name="LogProbability">The natural logarithm of its probability.</param>
/// <param name="Tokens">The tokens that were predicted, boundaries at the ends included.</param>
/// <param name="Found">By order, from 0 on, the tokens whose longest known n-gram has so many tokens; empty where
/// nobody asked.</param>
public readonly record struct NgramScore(double LogProbability, long Tokens, long[] Found)
{
    /// <summary>The mean negative log-likelihood, in nats per token.</summary>
    public double Loss => -LogProbability / Tokens;

    /// <summary>The share of the tokens whose n-gram of an order is known.</summary>
    public double ShareFound(int order) => (double)Found.AsSpan(order).ToArray().Sum() / Tokens;

    /// <summary>Scores a split.</summary>
    /// <param name="tables">The model.</param>
    /// <param name="tokens">The split.</param>
    /// <param name="withOrders">Whether to count which n-grams are known.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public static NgramScore Of(NgramTables tables, TokenSequences tokens, bool withOrders, CancellationToken cancellation)
    {
        var found = withOrders ? new long[tables.Order + 1] : [];
        var (sum, count) = (0.0, 0L);
        for (var document = 0; document < tokens.Count; document++)
        {
            cancellation.ThrowIfCancellationRequested();
            var text = tokens[document];
            var state = tables.StartState;
            if (tokens.Boundary is null)
            {
                // A running text counts from its first whole context on.
                var context = Math.Min(tables.Order - 1, text.Length);
                Sum(tables, text[..context], ref state, []);
                text = text[context..];
            }

            sum += Sum(tables, text, ref state, found);
            count += text.Length;
            if (tokens.Boundary is { } boundary)
            {
                sum += Sum(tables, [boundary], ref state, found);
                count++;
            }
        }

        return new(sum, count, found);
    }

    private static double Sum(NgramTables tables, ReadOnlySpan<int> tokens, ref int state, long[] found)
    {
        var sum = 0.0;
        var current = state;
        if (found.Length == 0)
        {
            foreach (var token in tokens)
            {
                sum += tables.Next(ref current, token);
            }
        }
        else
        {
            foreach (var token in tokens)
            {
                sum += tables.Next(ref current, token, out var node);
                found[tables.OrderOf(node)]++;
            }
        }

        state = current;
        return sum;
    }
}
