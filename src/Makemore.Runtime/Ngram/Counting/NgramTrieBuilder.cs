namespace Makemore.Runtime.Ngram.Counting;

/// <summary>Makes a trie of counted keys.</summary>
internal sealed class NgramTrieBuilder<TKey> : IDisposable
    where TKey : unmanaged, INgramKey<TKey>
{
    private readonly int order;
    private readonly int tokenBits;
    private readonly int vocabulary;
    private readonly int? boundary;
    private readonly LevelBuilder[] levels;
    private readonly RentedList<CountedKey<TKey>> full = new();
    private readonly RentedList<CountedKey<TKey>> shorter = new();

    public NgramTrieBuilder(int order, int tokenBits, int vocabulary, int? boundary)
    {
        (this.order, this.tokenBits, this.vocabulary, this.boundary) = (order, tokenBits, vocabulary, boundary);
        levels = [.. Enumerable.Range(0, order + 1).Select(_ => new LevelBuilder())];
    }

    private int KeyBits => order * tokenBits;

    /// <summary>Builds the trie.</summary>
    /// <param name="counted">The keys in order, each once.</param>
    /// <param name="lastKeys">Those that end a document without a boundary.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public NgramTrie Build(IEnumerable<CountedKey<TKey>> counted, List<TKey> lastKeys, CancellationToken cancellation)
    {
        Split(counted, cancellation);
        lastKeys.ForEach(AddSuffixes);
        var sorted = shorter.Span;
        RadixSort.Sort(sorted, KeyBits);

        levels[0].Add(token: -1, firstChild: 0);
        Span<int> previous = stackalloc int[order];
        Span<int> tokens = stackalloc int[order];
        previous.Fill(-1);
        var next = 0;
        foreach (var entry in full.Span)
        {
            while (next < sorted.Length && sorted[next].Key.CompareTo(entry.Key) < 0)
            {
                Add(sorted[next++], tokens, previous);
            }

            Add(entry, tokens, previous);
        }

        foreach (var entry in sorted[next..])
        {
            Add(entry, tokens, previous);
        }

        var built = new NgramLevel[order + 1];
        for (var level = 0; level <= order; level++)
        {
            built[level] = levels[level].Build(level < order ? levels[level + 1].Count : null);
        }

        return new(built, vocabulary, boundary);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        full.Dispose();
        shorter.Dispose();
        foreach (var level in levels)
        {
            level.Dispose();
        }
    }

    // Keeps the n-grams of full length, and puts the shorter ones, whose front is filled up with starts, aside.
    private void Split(IEnumerable<CountedKey<TKey>> counted, CancellationToken cancellation)
    {
        foreach (var entry in counted)
        {
            if (full.Count % 65536 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var starts = StartsOf(entry.Key);
            if (starts <= 1)
            {
                full.Add(entry);
            }
            else
            {
                shorter.Add(new(LeftAligned(entry.Key, starts - 1), entry.Count));
            }

            if (TokenAt(entry.Key, order - 1) == boundary)
            {
                AddSuffixes(entry.Key);
            }
        }
    }

    // Nothing follows the end of a document, so that no longer n-gram brings these in.
    private void AddSuffixes(TKey key)
    {
        for (var first = Math.Max(StartsOf(key), 1); first < order; first++)
        {
            shorter.Add(new(LeftAligned(key, first), 0));
        }
    }

    private int StartsOf(TKey key)
    {
        var starts = 0;
        while (starts < order - 1 && TokenAt(key, starts) == (boundary ?? vocabulary))
        {
            starts++;
        }

        return starts;
    }

    // The key without its first tokens, and nothing behind its last, so that it comes right before what it begins.
    private TKey LeftAligned(TKey key, int skipped)
    {
        var aligned = default(TKey);
        for (var i = 0; i < order; i++)
        {
            var code = i + skipped < order ? (uint)TokenAt(key, i + skipped) + 1 : 0;
            aligned = aligned.Append(code, tokenBits, KeyBits);
        }

        return aligned;
    }

    private int TokenAt(TKey key, int place) => (int)key.Bits((order - 1 - place) * tokenBits, tokenBits) - 1;

    // Adds the nodes that the entry before has not brought in already.
    private void Add(CountedKey<TKey> entry, Span<int> tokens, Span<int> previous)
    {
        var length = 0;
        while (length < order && TokenAt(entry.Key, length) is >= 0 and var token)
        {
            tokens[length++] = token;
        }

        tokens[length..].Fill(-1);
        for (var level = tokens[..length].CommonPrefixLength(previous); level < length; level++)
        {
            levels[level + 1].Add(tokens[level], level + 2 <= order ? levels[level + 2].Count : 0);
        }

        levels[length].AddCount(entry.Count);
        tokens.CopyTo(previous);
    }

    private sealed class LevelBuilder : IDisposable
    {
        private readonly RentedList<int> tokens = new();
        private readonly RentedList<int> firstChildren = new();
        private readonly RentedList<long> counts = new();

        public int Count => tokens.Count;

        public void Add(int token, int firstChild)
        {
            tokens.Add(token);
            firstChildren.Add(firstChild);
            counts.Add(0);
        }

        public void AddCount(long count) => counts.Span[^1] += count;

        public NgramLevel Build(int? endOfChildren) => new(
            [.. tokens.Span], endOfChildren is { } end ? [.. firstChildren.Span, end] : [], [.. counts.Span]);

        public void Dispose()
        {
            tokens.Dispose();
            firstChildren.Dispose();
            counts.Dispose();
        }
    }
}
