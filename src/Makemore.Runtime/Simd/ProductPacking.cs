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

    /// <summary>Whether the copies of some matrices fit, of so many rows in all.</summary>
    public static bool HasRoom(int rows, int width) => rows * width <= MostRows * MostColumns;

    /// <summary>Copies matrices. Where their rows are next to each other, up to three numbers behind each column are read.</summary>
    /// <param name="count">How many.</param>
    /// <param name="from">The element (0, 0) of the first.</param>
    /// <param name="next">The distance from one to the next; their copies follow each other.</param>
    /// <param name="row">The distance between its rows.</param>
    /// <param name="column">The distance between its columns.</param>
    /// <param name="rows">How many rows, <see cref="MostRows"/> at most.</param>
    /// <param name="columns">How many columns, 64 at most.</param>
    /// <param name="width">The distance between rows of the copy: the columns, rounded up to whole vectors.</param>
    /// <returns>The copy, good until the thread packs again.</returns>
    public static float* Pack(int count, float* from, nint next, nint row, nint column, int rows, int columns, int width)
    {
        var first = Memory();
        var to = first;
        for (; count > 0; count--)
        {
            if (row == 1 && (Sse.IsSupported || AdvSimd.Arm64.IsSupported))
            {
                Transpose(from, column, to, rows, columns, width);
            }
            else
            {
                Copy(from, row, column, to, rows, columns, width);
            }

            from += next;
            to += (nint)rows * width;
        }

        return first;
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
        var j = 0;
        for (; Avx.IsSupported && j + (2 * Block) <= columns; j += 2 * Block)
        {
            var first = from + (j * column);
            var place = to + j;
            for (nint k = 0; k < rows; k += Block)
            {
                // Two blocks side by side, one in each half of the vectors.
                var next = first + (4 * column);
                var a = Vector256.Create(Vector128.Load(first), Vector128.Load(next));
                var b = Vector256.Create(Vector128.Load(first + column), Vector128.Load(next + column));
                var c = Vector256.Create(Vector128.Load(first + (2 * column)), Vector128.Load(next + (2 * column)));
                var d = Vector256.Create(Vector128.Load(first + (3 * column)), Vector128.Load(next + (3 * column)));
                var (acLower, bdLower) = (Avx.UnpackLow(a, c), Avx.UnpackLow(b, d));
                var (acUpper, bdUpper) = (Avx.UnpackHigh(a, c), Avx.UnpackHigh(b, d));
                Avx.UnpackLow(acLower, bdLower).Store(place);
                Avx.UnpackHigh(acLower, bdLower).Store(place + width);
                Avx.UnpackLow(acUpper, bdUpper).Store(place + (2 * width));
                Avx.UnpackHigh(acUpper, bdUpper).Store(place + (3 * width));
                first += Block;
                place += Block * width;
            }
        }

        for (; j < columns; j += Block)
        {
            // Behind the last column it is taken again: what a vector holds there means nothing.
            var last = columns - 1 - j;
            var first = from + (j * column);
            var second = first + (Math.Min(1, last) * column);
            var third = first + (Math.Min(2, last) * column);
            var fourth = first + (Math.Min(3, last) * column);
            var place = to + j;
            for (nint k = 0; k < rows; k += Block)
            {
                var (a, b) = (Vector128.Load(first + k), Vector128.Load(second + k));
                var (c, d) = (Vector128.Load(third + k), Vector128.Load(fourth + k));
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
