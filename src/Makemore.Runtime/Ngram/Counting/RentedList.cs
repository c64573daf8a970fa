using System.Buffers;

namespace Makemore.Runtime.Ngram.Counting;

/// <summary>
/// A list whose memory is rented, so that lists which grow to megabytes leave nothing behind: with several trials at a time
/// their collection and new pages would cost more than the counting.
/// </summary>
/// <param name="capacity">The entries that there is room for before the list grows.</param>
internal sealed class RentedList<T>(int capacity = 16) : IDisposable
    where T : unmanaged
{
    private T[] entries = ArrayPool<T>.Shared.Rent(capacity);

    /// <summary>The number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>The entries; good until the next one is added.</summary>
    public Span<T> Span => entries.AsSpan(0, Count);

    /// <summary>The entries as memory; good until the next one is added.</summary>
    public ReadOnlyMemory<T> Memory => entries.AsMemory(0, Count);

    /// <summary>Adds an entry at the end.</summary>
    public void Add(T entry)
    {
        if (Count == entries.Length)
        {
            Grow();
        }

        entries[Count++] = entry;
    }

    /// <summary>Gives the memory back; the list is not used any more.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(entries);

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent((int)Math.Clamp(entries.Length * 2L, entries.Length + 1L, Array.MaxLength));
        entries.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(entries);
        entries = larger;
    }
}
