using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Makemore.Runtime.Ngram.Counting;

/// <summary>An n-gram and how often it was seen.</summary>
/// <param name="Key">The n-gram.</param>
/// <param name="Count">How often.</param>
internal record struct CountedKey<TKey>(TKey Key, long Count)
    where TKey : unmanaged, INgramKey<TKey>;

/// <summary>Counts keys. An implementation is a structure, so that the loop that counts is compiled for it.</summary>
internal interface ICountTable<TKey> : IDisposable
    where TKey : unmanaged, INgramKey<TKey>
{
    /// <summary>Whether no new key may come before the table is emptied.</summary>
    bool IsFull { get; }

    /// <summary>Lets the memory of a key, which is counted soon, come near while others are counted.</summary>
    void Prefetch(TKey key);

    /// <summary>Counts a key once more.</summary>
    void Increment(TKey key);

    /// <summary>Empties the table.</summary>
    /// <returns>What it held, in the order of the keys; to be disposed of by the caller.</returns>
    RentedList<CountedKey<TKey>> Drain();
}

/// <summary>A cell for every key that there could be.</summary>
internal readonly struct DenseCounts(int keyBits) : ICountTable<Key64>
{
    /// <summary>Keys of up to so many bits are counted in cells: the cells then lie in a processor's own cache.</summary>
    public const int MostBits = 18;

    private readonly long[] cells = new long[1 << keyBits];

    /// <inheritdoc/>
    public bool IsFull => false;

    /// <inheritdoc/>
    public void Prefetch(Key64 key)
    {
        // All cells are near already.
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment(Key64 key) => cells[key.Value]++;

    /// <inheritdoc/>
    public RentedList<CountedKey<Key64>> Drain()
    {
        var counted = new RentedList<CountedKey<Key64>>();
        for (var cell = 0; cell < cells.Length; cell++)
        {
            if (cells[cell] > 0)
            {
                counted.Add(new(new((ulong)cell), cells[cell]));
            }
        }

        cells.AsSpan().Clear();
        return counted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>A hash table with open addressing; an entry that counts nothing is free.</summary>
/// <param name="keyBits">The bits of the keys.</param>
/// <param name="mostBytes">The memory that the table may take, with what it takes to grow and to sort it.</param>
internal struct HashedCounts<TKey>(int keyBits, long mostBytes) : ICountTable<TKey>
    where TKey : unmanaged, INgramKey<TKey>
{
    private const int FirstSize = 1 << 12;

    // While a table grows there are the old and the new one; while it is sorted, its entries twice.
    private readonly long mostEntries =
        Math.Clamp(mostBytes / 2 / Unsafe.SizeOf<CountedKey<TKey>>(), FirstSize, Array.MaxLength / 2);
    private CountedKey<TKey>[] entries = Rent(FirstSize);
    private int shift = 64 - int.Log2(FirstSize);
    private int used;

    /// <inheritdoc/>
    public readonly bool IsFull => used >= entries.Length / 2 && entries.Length * 2L > mostEntries;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void Prefetch(TKey key)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref entries[(int)(key.Hash() >> shift)]));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment(TKey key)
    {
        var all = entries;
        for (var slot = (int)(key.Hash() >> shift); ; slot = (slot + 1) & (all.Length - 1))
        {
            ref var entry = ref all[slot];
            if (entry.Count > 0 && entry.Key.Equals(key))
            {
                entry.Count++;
                return;
            }

            if (entry.Count == 0)
            {
                Add(ref entry, key);
                return;
            }
        }
    }

    /// <inheritdoc/>
    public RentedList<CountedKey<TKey>> Drain()
    {
        var counted = new RentedList<CountedKey<TKey>>(used);
        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Count > 0)
            {
                counted.Add(entry);
            }
        }

        entries.AsSpan().Clear();
        used = 0;
        RadixSort.Sort(counted.Span, keyBits);
        return counted;
    }

    /// <inheritdoc/>
    public readonly void Dispose() => ArrayPool<CountedKey<TKey>>.Shared.Return(entries);

    // The pool's arrays of a power of two have just that length.
    private static CountedKey<TKey>[] Rent(int size)
    {
        var rented = ArrayPool<CountedKey<TKey>>.Shared.Rent(size);
        rented.AsSpan().Clear();
        return rented;
    }

    private void Add(ref CountedKey<TKey> entry, TKey key)
    {
        entry = new(key, 1);
        if (++used > entries.Length / 2 && entries.Length * 2L <= mostEntries)
        {
            Grow();
        }
    }

    private void Grow()
    {
        var larger = Rent(entries.Length * 2);
        shift--;
        foreach (ref readonly var entry in entries.AsSpan())
        {
            if (entry.Count > 0)
            {
                var slot = (int)(entry.Key.Hash() >> shift);
                while (larger[slot].Count > 0)
                {
                    slot = (slot + 1) & (larger.Length - 1);
                }

                larger[slot] = entry;
            }
        }

        Dispose();
        entries = larger;
    }
}
