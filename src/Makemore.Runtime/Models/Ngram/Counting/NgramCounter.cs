using System.Runtime.ExceptionServices;
using Makemore.Runtime.Data;

namespace Makemore.Runtime.Models.Ngram.Counting;

/// <summary>Counts the n-grams of a split.</summary>
public abstract class NgramCounter
{
    /// <summary>A counter whose layout is chosen now: the spec did not fix order and vocabulary.</summary>
    /// <param name="order">The tokens of an n-gram.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <exception cref="MakemoreException">No key has so many bits.</exception>
    public static NgramCounter Create(int order, int vocabulary)
    {
        var layout = new NgramLayout(order, NgramLayout.BitsFor(vocabulary));
        return ((long)order * layout.TokenBits) switch
        {
            <= 64 => new NgramCounter<Key64, NgramLayout>(layout),
            <= 128 => new NgramCounter<Key128, NgramLayout>(layout),
            <= 512 => new NgramCounter<Key512, NgramLayout>(layout),
            _ => throw new MakemoreException(
                $"context: an n-gram of {order} tokens out of {vocabulary} does not fit the 512 bits of the widest key; " +
                $"at most {(512 / layout.TokenBits) - 1} can be a context here."),
        };
    }

    /// <summary>Counts a split.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="options">Memory, threads, and where files go.</param>
    /// <param name="cancellation">Stops the counting with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">The counts do not fit in memory and cannot be written to disk.</exception>
    public abstract NgramTrie Count(
        TokenSequences tokens, int vocabulary, CountingOptions options, CancellationToken cancellation = default);
}

/// <summary>
/// Counts n-grams as packed keys. Before a document stand n - 1 starts, so that all n-grams have n tokens; those with
/// several starts are shorter ones in truth, and <see cref="NgramTrieBuilder{TKey}"/> takes them so.
/// </summary>
/// <param name="layout">How tokens are packed; of a generated class, constants.</param>
/// <typeparam name="TKey">The packed n-gram.</typeparam>
/// <typeparam name="TLayout">The type of the layout.</typeparam>
public sealed class NgramCounter<TKey, TLayout>(TLayout layout) : NgramCounter
    where TKey : unmanaged, INgramKey<TKey>
    where TLayout : struct, INgramLayout
{
    private const int TokensBetweenChecks = 1 << 10;

    private int KeyBits => layout.Order * layout.TokenBits;

    /// <inheritdoc/>
    public override NgramTrie Count(
        TokenSequences tokens, int vocabulary, CountingOptions options, CancellationToken cancellation = default)
    {
        using var runs = new CountedRuns<TKey>(options.CreateFile);
        // A document has a place for each token, and one for its end.
        var places = (long)tokens.Tokens.Length + tokens.Count;
        var threads = (int)Math.Clamp(places / TokensBetweenChecks, 1, Math.Max(options.Threads, 1));
        try
        {
            Parallel.For(0, threads, new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, thread =>
            {
                var (from, to) = (places * thread / threads, places * (thread + 1) / threads);
                if (KeyBits <= DenseCounts.MostBits && runs is CountedRuns<Key64> narrow)
                {
                    new NgramCounter<Key64, TLayout>(layout)
                        .Count(tokens, from, to, vocabulary, new DenseCounts(KeyBits), narrow, cancellation);
                }
                else
                {
                    var table = new HashedCounts<TKey>(KeyBits, options.Memory / threads);
                    Count(tokens, from, to, vocabulary, table, runs, cancellation);
                }
            });
        }
        catch (AggregateException error) when (error.InnerExceptions.FirstOrDefault(inner => inner is MakemoreException) is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        return new NgramTrieBuilder<TKey>(layout.Order, layout.TokenBits, vocabulary, tokens.Boundary)
            .Build(runs.Merge(), LastKeys(tokens, vocabulary), cancellation);
    }

    // Counts the n-grams that end in a range of places.
    private void Count<TTable>(
        TokenSequences tokens,
        long from,
        long to,
        int vocabulary,
        TTable table,
        CountedRuns<TKey> runs,
        CancellationToken cancellation)
        where TTable : struct, ICountTable<TKey>
    {
        for (var document = DocumentAt(tokens, from); document < tokens.Count; document++)
        {
            var text = tokens[document];
            var first = FirstPlace(tokens, document);
            if (first >= to)
            {
                break;
            }

            var place = (int)Math.Max(from - first, 0);
            var end = (int)Math.Min(to - first, text.Length);
            var key = KeyBefore(text, place, tokens.Boundary ?? vocabulary);
            while (place < end)
            {
                var block = text[place..Math.Min(place + TokensBetweenChecks, end)];
                foreach (var token in block)
                {
                    key = key.Append((uint)token + 1, layout.TokenBits, KeyBits);
                    table.Increment(key);
                }

                place += block.Length;
                SpillIfFull(ref table);
            }

            if (tokens.Boundary is { } boundary && to - first > text.Length)
            {
                table.Increment(key.Append((uint)boundary + 1, layout.TokenBits, KeyBits));
                SpillIfFull(ref table);
            }
        }

        runs.Keep(table.Drain());

        void SpillIfFull(ref TTable full)
        {
            if (full.IsFull)
            {
                cancellation.ThrowIfCancellationRequested();
                runs.Spill(full.Drain());
            }
        }
    }

    // The n-grams at the ends of running texts, behind which nothing follows.
    private List<TKey> LastKeys(TokenSequences tokens, int vocabulary)
    {
        var last = new List<TKey>();
        for (var document = 0; tokens.Boundary is null && document < tokens.Count; document++)
        {
            if (tokens[document].Length > 0)
            {
                last.Add(KeyBefore(tokens[document], tokens[document].Length, vocabulary));
            }
        }

        return last;
    }

    // The n tokens before a place, where before the document stand starts.
    private TKey KeyBefore(ReadOnlySpan<int> text, int place, int start)
    {
        var key = default(TKey);
        for (var i = place - layout.Order; i < place; i++)
        {
            key = key.Append((uint)(i < 0 ? start : text[i]) + 1, layout.TokenBits, KeyBits);
        }

        return key;
    }

    private static long FirstPlace(TokenSequences tokens, int document) => (long)tokens.Starts.Span[document] + document;

    private static int DocumentAt(TokenSequences tokens, long place)
    {
        var (low, high) = (0, tokens.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = FirstPlace(tokens, middle) <= place ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
