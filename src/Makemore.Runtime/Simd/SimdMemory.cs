using System.Runtime.InteropServices;

namespace Makemore.Runtime.Simd;

/// <summary>
/// A block of memory in which tensors lie one behind the other, each at an address that is a multiple of 64 bytes. It only grows, so
/// that a network which was laid out for its largest batch allocates nothing any more.
/// </summary>
public sealed unsafe class SimdMemory : IDisposable
{
    private const int Alignment = 64;

    // A tensor may be read in whole vectors, so memory goes on behind the last.
    private const int Behind = 4 * Floats.Lanes;

    private float* start;
    private nuint capacity;

    /// <summary>Frees the memory of what was not disposed of.</summary>
    ~SimdMemory() => Free();

    /// <summary>The place of the next tensor.</summary>
    /// <param name="place">The first place that is free; becomes the one behind the tensor.</param>
    /// <param name="count">The numbers of the tensor.</param>
    /// <returns>Where the tensor begins.</returns>
    public static nint Place(ref nint place, int count)
    {
        var at = place;
        place += (count + Floats.Lanes - 1) / Floats.Lanes * Floats.Lanes;
        return at;
    }

    /// <summary>The place of the next tensors, of which one is needed at a time.</summary>
    /// <param name="place">The first place that is free; becomes the one behind the largest tensor.</param>
    /// <param name="counts">The numbers of each tensor.</param>
    /// <returns>Where each tensor begins.</returns>
    public static nint Place(ref nint place, params ReadOnlySpan<int> counts)
    {
        var most = 0;
        foreach (var count in counts)
        {
            most = int.Max(most, count);
        }

        return Place(ref place, most);
    }

    /// <summary>Makes room; where that takes more memory than there is, everything becomes 0.</summary>
    /// <param name="count">The numbers of all tensors.</param>
    public void Reserve(nint count)
    {
        var bytes = (nuint)(count + Behind) * sizeof(float);
        if (bytes > capacity)
        {
            Free();
            start = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
            capacity = bytes;
            NativeMemory.Clear(start, bytes);
        }
    }

    /// <summary>The numbers from a place on.</summary>
    public Floats At(nint place) => new(start + place);

    /// <summary>The place of numbers that lie here.</summary>
    internal nint PlaceOf(Floats numbers) => (nint)(numbers.Start - start);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(start);
        start = null;
        capacity = 0;
    }
}
