using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Makemore.Runtime.Simd;

/// <summary>Copies a part of a matrix whose columns are apart, so that they are next to each other.</summary>
internal static unsafe class ProductPacking
{
    /// <summary>The most rows that are copied at once.</summary>
    public const int MostRows = 128;

    // The most columns that are copied at once: four of the widest vectors.
    private const int MostColumns = 64;

    // A block that is transposed in registers is so many rows high, and as wide.
    private const int Block = 4;
    private const int Alignment = 64;

    // The memory of each thread, which goes with it.
    [ThreadStatic]
    private static float[]? memory;

    /// <summary>Copies a matrix. Where its rows are next to each other, up to three numbers behind each column are read.</summary>
    /// <param name="from">Its element (0, 0).</param>
    /// <param name="row">The distance between its rows.</param>
    /// <param name="column">The distance between its columns.</param>
    /// <param name="rows">How many rows, <see cref="MostRows"/> at most.</param>
    /// <param name="columns">How many columns, 64 at most.</param>
    /// <param name="width">The distance between rows of the copy: the columns, rounded up to whole vectors.</param>
    /// <returns>The copy, good until the thread packs again.</returns>
    public static float* Pack(float* from, nint row, nint column, int rows, int columns, int width)
    {
        var to = Memory();
        if (row == 1 && (Sse.IsSupported || AdvSimd.Arm64.IsSupported))
        {
            Transpose(from, column, to, rows, columns, width);
        }
        else
        {
            Copy(from, row, column, to, rows, columns, width);
        }

        return to;
    }

    private static void Copy(float* from, nint row, nint column, float* to, int rows, int columns, int width)
    {
        for (var k = 0; k < rows; k++)
        {
            for (var j = 0; j < columns; j++)
            {
                to[(k * width) + j] = from[(k * row) + (j * column)];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* from, nint column, float* to, int rows, int columns, nint width)
    {
        for (var j = 0; j < columns; j += Block)
        {
            // Behind the last column it is taken again: what a vector holds there means nothing.
            var last = columns - 1 - j;
            var column0 = from + (j * column);
            var column1 = column0 + (Math.Min(1, last) * column);
            var column2 = column0 + (Math.Min(2, last) * column);
            var column3 = column0 + (Math.Min(3, last) * column);
            var place = to + j;
            for (nint k = 0; k < rows; k += Block)
            {
                var a = Vector128.Load(column0 + k);
                var b = Vector128.Load(column1 + k);
                var c = Vector128.Load(column2 + k);
                var d = Vector128.Load(column3 + k);
                var (acLower, bdLower, acUpper, bdUpper) = (Lower(a, c), Lower(b, d), Upper(a, c), Upper(b, d));
                Lower(acLower, bdLower).Store(place);
                Upper(acLower, bdLower).Store(place + width);
                Lower(acUpper, bdUpper).Store(place + (2 * width));
                Upper(acUpper, bdUpper).Store(place + (3 * width));
                place += Block * width;
            }
        }
    }

    // The lower halves of two vectors in turn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lower(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    // The upper halves of two vectors in turn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Upper(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    // The garbage collector leaves a pinned array where it is.
    private static float* Memory()
    {
        memory ??= GC.AllocateUninitializedArray<float>((MostRows * MostColumns) + (Alignment / sizeof(float)), pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        return (float*)((start + Alignment - 1) & -Alignment);
    }
}
