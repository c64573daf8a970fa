using System.Runtime.Intrinsics;

namespace Makemore.Runtime.Simd;

/// <summary>
/// Products of matrices. Each element is one chain of fused multiply-adds over the depth in increasing order, whatever the blocks and
/// the width of the vectors are, so that every machine comes to the same bits.
/// </summary>
public static unsafe class Product
{
    // So many rows of four vectors of the second factor stay in the first cache, beside what is read of the first.
    private const int MostDepth = ProductPacking.MostRows;

    /// <summary>
    /// Computes c[i, j] = (adds ? c[i, j] : 0) + the sum over k of a[i, k] * b[k, j]. Up to a vector behind the rows of b and c is read,
    /// and means nothing; nothing outside of c is written.
    /// </summary>
    /// <param name="a">The first factor, (rows, depth).</param>
    /// <param name="b">The second factor, (depth, columns); fastest where its columns are next to each other.</param>
    /// <param name="c">The product, (rows, columns), its columns next to each other; apart from both factors.</param>
    /// <param name="cRow">The distance from a row of the product to the next.</param>
    /// <param name="rows">The rows of a and c.</param>
    /// <param name="columns">The columns of b and c.</param>
    /// <param name="depth">The columns of a and rows of b.</param>
    /// <param name="adds">Whether the product is added to what c holds.</param>
    public static void Multiply(Matrix a, Matrix b, Floats c, int cRow, int rows, int columns, int depth, bool adds) =>
        Multiply(1, a, 0, b, 0, c, 0, cRow, rows, columns, depth, adds);

    /// <summary>Computes so many products of one size, as the heads of an attention need.</summary>
    /// <param name="count">How many.</param>
    /// <param name="a">The first of the first factors.</param>
    /// <param name="aNext">The distance from one of them to the next; 0 where all share it.</param>
    /// <param name="b">The first of the second factors.</param>
    /// <param name="bNext">The distance from one of them to the next; 0 where all share it.</param>
    /// <param name="c">The first product.</param>
    /// <param name="cNext">The distance from one of them to the next; 0 where all are added to one, in their order.</param>
    /// <param name="cRow">The distance from a row of a product to the next.</param>
    /// <param name="rows">The rows of each a and c.</param>
    /// <param name="columns">The columns of each b and c.</param>
    /// <param name="depth">The columns of each a and rows of each b.</param>
    /// <param name="adds">Whether the products are added to what c holds.</param>
    public static void Multiply(
        int count, Matrix a, int aNext, Matrix b, int bNext, Floats c, int cNext, int cRow, int rows, int columns, int depth, bool adds)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply<SixteenLanes, Vector512<float>>(count, a, aNext, b, bNext, c, cNext, cRow, rows, columns, depth, adds);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Multiply<EightLanes, Vector256<float>>(count, a, aNext, b, bNext, c, cNext, cRow, rows, columns, depth, adds);
        }
        else
        {
            Multiply<FourLanes, Vector128<float>>(count, a, aNext, b, bNext, c, cNext, cRow, rows, columns, depth, adds);
        }
    }

    private static void Multiply<TLanes, TVector>(
        int count, in Matrix a, int aNext, in Matrix b, int bNext, Floats c, int cNext, int cRow, int rows, int columns, int depth, bool adds)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (count == 0 || rows == 0 || columns == 0)
        {
            return;
        }

        var packs = b.Column != 1;
        var vectors = (columns + TLanes.Count - 1) / TLanes.Count;

        // Small products go through the kernel together. A depth that is cut would change the order in which products are added up.
        if (count > 1 && (depth > MostDepth || (packs && !ProductPacking.HasRoom(count * depth, Math.Min(vectors, TLanes.Vectors) * TLanes.Count))))
        {
            for (var index = 0; index < count; index++)
            {
                Multiply<TLanes, TVector>(
                    1, a with { Start = a.Start.From(index * aNext) }, 0, b with { Start = b.Start.From(index * bNext) }, 0,
                    c.From(index * cNext), 0, cRow, rows, columns, depth, adds);
            }

            return;
        }

        var k = 0;
        do
        {
            var partDepth = Math.Min(MostDepth, depth - k);

            // Strips of columns as even as can be, in whole vectors.
            var j = 0;
            for (var strips = (vectors + TLanes.Vectors - 1) / TLanes.Vectors; strips > 0; strips--)
            {
                var left = vectors - (j / TLanes.Count);
                var end = j + ((strips == 1 ? left : (left + strips - 1) / strips) * TLanes.Count);
                var width = Math.Min(columns, end) - j;
                var right = b.Start.Start + ((nint)k * b.Row) + ((nint)j * b.Column);
                ProductStrip strip = new()
                {
                    Count = count,
                    A = a.Start.Start + ((nint)k * a.Column),
                    ANext = aNext,
                    ARow = a.Row,
                    AColumn = a.Column,
                    B = packs ? ProductPacking.Pack(count, right, bNext, b.Row, b.Column, partDepth, width, end - j) : right,
                    BNext = packs ? partDepth * (end - j) : bNext,
                    BRow = packs ? end - j : b.Row,
                    C = c.Start + j,
                    CNext = cNext,
                    CRow = cRow,
                    Columns = width,
                    Depth = partDepth,
                    Adds = adds || k > 0,
                };
                ProductKernel<TLanes, TVector>.Multiply(strip, rows);
                j = end;
            }

            k += partDepth;
        }
        while (k < depth);
    }
}
