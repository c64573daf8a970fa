using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Makemore.Runtime.Simd;

/// <summary>
/// Numbers in a <see cref="SimdMemory"/>, as generated code reads and writes them: <see cref="Lanes"/> at a time. Shapes are checked
/// when a network is compiled and made, so that no place is checked when it computes.
/// </summary>
public readonly unsafe struct Floats
{
    /// <summary>The numbers that are computed at once; the same on every machine, so that sums come out the same.</summary>
    public const int Lanes = 16;

    private readonly float* start;

    internal Floats(float* start) => this.start = start;

    /// <summary>Where the numbers begin.</summary>
    internal float* Start => start;

    /// <summary>One of the numbers.</summary>
    public ref float this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref start[index];
    }

    /// <summary>The numbers from one of them on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats From(int index) => new(start + index);

    /// <summary>The numbers from one of them on, as far away as memory goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Floats From(nint index) => new(start + index);

    /// <summary>
    /// Sixteen numbers. What stands behind the end of a tensor may be read too, since memory goes on there; it means nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Load(int index) => Vector512.Load(start + index);

    /// <summary>Sixteen numbers that stand apart.</summary>
    /// <param name="index">The first.</param>
    /// <param name="stride">The distance from one to the next; 0 repeats the first, and a negative one goes backwards.</param>
    /// <param name="count">How many there are, if fewer than sixteen; the others are 0.</param>
    public Vector512<float> Load(int index, int stride, int count)
    {
        var values = stackalloc float[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            values[lane] = lane < count ? start[index + (lane * stride)] : 0;
        }

        return Vector512.Load(values);
    }

    /// <summary>Writes sixteen numbers, or as many as are left.</summary>
    /// <param name="index">Where the first goes.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many are left: from sixteen on all are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(int index, Vector512<float> values, int count)
    {
        if (count >= Lanes)
        {
            values.Store(start + index);
        }
        else if (count > 0)
        {
            Partly.Store(start + index, values, count);
        }
    }

    /// <summary>Writes numbers that stand apart.</summary>
    /// <param name="index">Where the first goes.</param>
    /// <param name="stride">The distance from one to the next.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many are left: from sixteen on all are written.</param>
    public void Store(int index, int stride, Vector512<float> values, int count)
    {
        for (var lane = 0; lane < Math.Min(count, Lanes); lane++)
        {
            start[index + (lane * stride)] = values[lane];
        }
    }

    /// <summary>Sixteen numbers of rows that are chosen one by one.</summary>
    /// <param name="index">The first number of the first row.</param>
    /// <param name="rows">The number of each row.</param>
    /// <param name="rowStride">The distance from one row to the next.</param>
    /// <param name="stride">How much further on each number lies in its row than the one before it.</param>
    /// <param name="count">How many there are, if fewer than sixteen; the others are 0.</param>
    public Vector512<float> Gather(int index, Vector512<float> rows, int rowStride, int stride, int count)
    {
        var values = stackalloc float[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            values[lane] = lane < count ? start[index + ((int)rows[lane] * rowStride) + (lane * stride)] : 0;
        }

        return Vector512.Load(values);
    }

    /// <summary>Adds numbers to those of rows that are chosen one by one.</summary>
    /// <param name="index">The first number of the first row.</param>
    /// <param name="rows">The number of each row.</param>
    /// <param name="rowStride">The distance from one row to the next.</param>
    /// <param name="stride">How much further on each number lies in its row than the one before it.</param>
    /// <param name="values">What is added.</param>
    /// <param name="count">How many are left: from sixteen on all are added.</param>
    public void Scatter(int index, Vector512<float> rows, int rowStride, int stride, Vector512<float> values, int count)
    {
        for (var lane = 0; lane < Math.Min(count, Lanes); lane++)
        {
            start[index + ((int)rows[lane] * rowStride) + (lane * stride)] += values[lane];
        }
    }

    /// <summary>The first of the numbers.</summary>
    public Span<float> Span(int count)
    {
        Debug.Assert(count >= 0);
        return new(start, count);
    }
}
