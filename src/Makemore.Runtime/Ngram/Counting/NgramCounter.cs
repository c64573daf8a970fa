using System.Runtime.ExceptionServices;
using Makemore.Runtime.Batches;

namespace Makemore.Runtime.Ngram.Counting;

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
            var bits when bits <= Key64.Capacity => new NgramCounter<Key64, NgramLayout>(layout),
            var bits when bits <= Key128.Capacity => new NgramCounter<Key128, NgramLayout>(layout),
            var bits when bits <= Key512.Capacity => new NgramCounter<Key512, NgramLayout>(layout),
            _ => throw new MakemoreException(
                $"context: an n-gram of {order} tokens out of {vocabulary} does not fit the {Key512.Capacity} bits of the widest key; " +
                $"at most {(Key512.Capacity / layout.TokenBits) - 1} can be a context here."),
        };
    }

    /// <summary>Counts a split.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="options">Memory, threads, and where files go.</param>
    /// <param name="cancellation">Stops the counting with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">The counts do not fit in memory and cannot be written to disk.</exception>
    public NgramTrie Count(
        TokenSequences tokens, int vocabulary, CountingOptions options, CancellationToken cancellation = default) =>
        Count([tokens], vocabulary, options, cancellation);

    /// <summary>Counts a text that comes in parts, so that it need not be in memory as a whole.</summary>
    /// <param name="parts">
    /// The parts, in order and with the same boundary. Without a boundary the first document of a part goes on with the last
    /// one of the part before.
    /// </param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="options">Memory, threads, and where files go.</param>
    /// <param name="cancellation">Stops the counting with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">The counts do not fit in memory and cannot be written to disk.</exception>
    public abstract NgramTrie Count(
        IEnumerable<TokenSequences> parts, int vocabulary, CountingOptions options, CancellationToken cancellation = default);
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
    private const int BlockTokens = 1 << 6;
    private const int LeastPlaces = 1 << 12;

    private int KeyBits => layout.Order * layout.TokenBits;

    /// <inheritdoc/>
    public override NgramTrie Count(
        IEnumerable<TokenSequences> parts, int vocabulary, CountingOptions options, CancellationToken cancellation = default)
    {
        using var runs = new CountedRuns<TKey>(options.CreateFile);
        var threads = Math.Max(options.Threads, 1);
        if (KeyBits <= DenseCounts.MostBits && runs is CountedRuns<Key64> narrow)
        {
            return new NgramCounter<Key64, TLayout>(layout)
                .Count(parts, vocabulary, Tables(() => new DenseCounts(KeyBits)), narrow, cancellation);
        }

        return Count(parts, vocabulary, Tables(() => new HashedCounts<TKey>(KeyBits, options.Memory / threads)), runs,
            cancellation);

        TTable[] Tables<TTable>(Func<TTable> create) => [.. Enumerable.Range(0, threads).Select(_ => create())];
    }

    // Each thread has a table of its own.
    private NgramTrie Count<TTable>(
        IEnumerable<TokenSequences> parts, int vocabulary, TTable[] tables, CountedRuns<TKey> runs,
            CancellationToken cancellation)
        where TTable : struct, ICountTable<TKey>
    {
        int? boundary = null;
        TKey? last = null;
        var ends = new List<TKey>();
        foreach (var part in parts)
        {
            boundary = part.Boundary;
            var start = Filled(boundary ?? vocabulary);
            var first = last ?? start;
            // A document has a place for each token, and one for its end.
            var places = (long)part.Tokens.Length + part.Count;
            var threads = (int)Math.Clamp(places / LeastPlaces, 1, tables.Length);
            InParallel(threads, thread => Count(
                part, places * thread / threads, places * (thread + 1) / threads, start, first, ref tables[thread],
                    runs, cancellation), cancellation);
            for (var document = 0; boundary is null && document < part.Count; document++)
            {
                if (document > 0 && last is { } end)
                {
                    ends.Add(end);
                }

                var text = part[document];
                last = text.Length > 0 ? KeyBefore(text, text.Length, document == 0 ? first : start)
                    : document == 0 ? last : null;
            }
        }

        if (last is { } endOfAll)
        {
            ends.Add(endOfAll);
        }

        InParallel(tables.Length, thread => runs.Keep(tables[thread].Drain()), cancellation);
        foreach (var table in tables)
        {
            table.Dispose();
        }

        using var builder = new NgramTrieBuilder<TKey>(layout.Order, layout.TokenBits, vocabulary, boundary);
        return builder.Build(runs.Merge(), ends, cancellation);
    }

    // Counts the n-grams that end in a range of places.
    private void Count<TTable>(
        TokenSequences tokens,
        long from,
        long to,
        TKey start,
        TKey first,
        ref TTable table,
        CountedRuns<TKey> runs,
        CancellationToken cancellation)
        where TTable : struct, ICountTable<TKey>
    {
        Span<TKey> keys = stackalloc TKey[BlockTokens];
        for (var document = DocumentAt(tokens, from); document < tokens.Count && FirstPlace(tokens, document) < to; document++)
        {
            var text = tokens[document];
            var place = (int)Math.Max(from - FirstPlace(tokens, document), 0);
            var end = to - FirstPlace(tokens, document);
            var key = KeyBefore(text, place, document == 0 ? first : start);
            while (place < Math.Min(end, text.Length))
            {
                cancellation.ThrowIfCancellationRequested();
                var block = text[place..(int)Math.Min(place + BlockTokens, Math.Min(end, text.Length))];
                for (var i = 0; i < block.Length; i++)
                {
                    key = Append(key, block[i]);
                    keys[i] = key;
                    table.Prefetch(key);
                }

                foreach (var counted in keys[..block.Length])
                {
                    table.Increment(counted);
                }

                place += block.Length;
                SpillIfFull(ref table);
            }

            if (tokens.Boundary is { } boundary && end > text.Length)
            {
                table.Increment(Append(key, boundary));
                SpillIfFull(ref table);
            }
        }

        void SpillIfFull(ref TTable full)
        {
            if (full.IsFull)
            {
                cancellation.ThrowIfCancellationRequested();
                runs.Spill(full.Drain());
            }
        }
    }

    private TKey Append(TKey key, int token) => key.Append((uint)token + 1, layout.TokenBits, KeyBits);

    // n times the same token.
    private TKey Filled(int token)
    {
        var key = default(TKey);
        for (var i = 0; i < layout.Order; i++)
        {
            key = Append(key, token);
        }

        return key;
    }

    // The n tokens before a place, of which those before the document are given.
    private TKey KeyBefore(ReadOnlySpan<int> text, int place, TKey beforeText)
    {
        var key = beforeText;
        foreach (var token in text[Math.Max(place - layout.Order, 0)..place])
        {
            key = Append(key, token);
        }

        return key;
    }

    private static void InParallel(int threads, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, threads, new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, work);
        }
        catch (AggregateException error) when (
            error.InnerExceptions.FirstOrDefault(inner => inner is MakemoreException) is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
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
