using System.Buffers;

namespace Makemore.Runtime.Ngram.Counting;

/// <summary>Sorts counted keys digit by digit, from the lowest on.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11;

    /// <summary>Puts the entries into the order of their keys.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="keyBits">The bits of a key that are used.</param>
    public static void Sort<TKey>(Span<CountedKey<TKey>> entries, int keyBits)
        where TKey : unmanaged, INgramKey<TKey>
    {
        var source = entries;
        var rented = ArrayPool<CountedKey<TKey>>.Shared.Rent(entries.Length);
        var target = rented.AsSpan(0, entries.Length);
        var isMoved = false;
        Span<int> starts = stackalloc int[1 << DigitBits];
        for (var shift = 0; shift < keyBits; shift += DigitBits)
        {
            var bits = Math.Min(DigitBits, keyBits - shift);
            starts.Clear();
            foreach (ref readonly var entry in source)
            {
                starts[(int)entry.Key.Bits(shift, bits)]++;
            }

            var start = 0;
            foreach (ref var size in starts)
            {
                (size, start) = (start, start + size);
            }

            foreach (ref readonly var entry in source)
            {
                target[starts[(int)entry.Key.Bits(shift, bits)]++] = entry;
            }

            var sorted = target;
            target = source;
            source = sorted;
            isMoved = !isMoved;
        }

        if (isMoved)
        {
            source.CopyTo(entries);
        }

        ArrayPool<CountedKey<TKey>>.Shared.Return(rented);
    }
}
