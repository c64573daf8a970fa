using System.Runtime.CompilerServices;

namespace Makemore.Runtime.Simd;

/// <summary>
/// Multiplies blocks of rows that stay in registers while the depth is run through: up to six rows of four vectors, or eight of
/// fewer, which are enough sums at once to hide the latency of a fused multiply-add.
/// </summary>
/// <typeparam name="TLanes">What can be done with a vector.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
internal static unsafe class ProductKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Computes all rows of some columns, no more than <see cref="ILanes{TVector}.Vectors"/> vectors of them.</summary>
    public static void Multiply(in ProductStrip strip, int rows)
    {
        var vectors = (strip.Columns + TLanes.Count - 1) / TLanes.Count;
        var most = vectors == TLanes.Vectors ? 6 : 8;

        // Blocks as even as can be: so many of one size, the others with a row less.
        var blocks = most == 6 ? (rows + 5) / 6 : (rows + 7) / 8;
        var size = blocks == 1 ? rows : (rows + blocks - 1) / blocks;
        var larger = rows - (blocks * (size - 1));
        Rows(strip, vectors, size, first: 0, larger);
        Rows(strip, vectors, size - 1, first: larger * size, blocks - larger);
    }

    private static void Rows(in ProductStrip strip, int vectors, int size, int first, int blocks)
    {
        if (blocks == 0)
        {
            return;
        }

        switch (vectors)
        {
            case 1:
                Rows<One>(strip, size, first, blocks);
                break;
            case 2:
                Rows<Two>(strip, size, first, blocks);
                break;
            case 3:
                Rows<Three>(strip, size, first, blocks);
                break;
            default:
                Rows<Four>(strip, size, first, blocks);
                break;
        }
    }

    private static void Rows<TVectors>(in ProductStrip strip, int size, int first, int blocks)
        where TVectors : struct, ISize
    {
        switch (size)
        {
            case 1:
                Blocks<One, TVectors>(strip, first, blocks);
                break;
            case 2:
                Blocks<Two, TVectors>(strip, first, blocks);
                break;
            case 3:
                Blocks<Three, TVectors>(strip, first, blocks);
                break;
            case 4:
                Blocks<Four, TVectors>(strip, first, blocks);
                break;
            case 5:
                Blocks<Five, TVectors>(strip, first, blocks);
                break;
            case 6:
                Blocks<Six, TVectors>(strip, first, blocks);
                break;
            case 7:
                Blocks<Seven, TVectors>(strip, first, blocks);
                break;
            default:
                Blocks<Eight, TVectors>(strip, first, blocks);
                break;
        }
    }

    // Optimized at once: a first step of training shall not run in the slow code that a method begins with.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks<TRows, TVectors>(in ProductStrip strip, int first, int blocks)
        where TRows : struct, ISize
        where TVectors : struct, ISize
    {
        var (aRow, aColumn, bRow, cRow) = (strip.ARow, strip.AColumn, strip.BRow, strip.CRow);
        var (adds, depth) = (strip.Adds, strip.Depth);
        var last = strip.Columns - ((TVectors.Count - 1) * TLanes.Count);
        var aThreeRows = 3 * aRow;
        var firstA = strip.A + (first * aRow);
        var firstC = strip.C + (first * cRow);
        var b = strip.B;
        for (var product = strip.Count; product > 0; product--)
        {
            var a = firstA;
            var c = firstC;
            for (var block = blocks; block > 0; block--)
            {
                Row<TVectors> row0 = default, row1 = default, row2 = default, row3 = default;
                Row<TVectors> row4 = default, row5 = default, row6 = default, row7 = default;
                if (adds)
                {
                    row0 = new(c);
                    if (TRows.Count > 1) row1 = new(c + cRow);
                    if (TRows.Count > 2) row2 = new(c + (2 * cRow));
                    if (TRows.Count > 3) row3 = new(c + (3 * cRow));
                    if (TRows.Count > 4) row4 = new(c + (4 * cRow));
                    if (TRows.Count > 5) row5 = new(c + (5 * cRow));
                    if (TRows.Count > 6) row6 = new(c + (6 * cRow));
                    if (TRows.Count > 7) row7 = new(c + (7 * cRow));
                }

                var left = a;
                var lower = a + (4 * aRow);
                var right = b;
                for (var k = depth; k > 0; k--)
                {
                    Row<TVectors> factors = new(right);
                    row0 = row0.Plus(left[0], factors);
                    if (TRows.Count > 1) row1 = row1.Plus(left[aRow], factors);
                    if (TRows.Count > 2) row2 = row2.Plus(left[2 * aRow], factors);
                    if (TRows.Count > 3) row3 = row3.Plus(left[aThreeRows], factors);
                    if (TRows.Count > 4) row4 = row4.Plus(lower[0], factors);
                    if (TRows.Count > 5) row5 = row5.Plus(lower[aRow], factors);
                    if (TRows.Count > 6) row6 = row6.Plus(lower[2 * aRow], factors);
                    if (TRows.Count > 7) row7 = row7.Plus(lower[aThreeRows], factors);
                    left += aColumn;
                    lower += aColumn;
                    right += bRow;
                }

                row0.Store(c, last);
                if (TRows.Count > 1) row1.Store(c + cRow, last);
                if (TRows.Count > 2) row2.Store(c + (2 * cRow), last);
                if (TRows.Count > 3) row3.Store(c + (3 * cRow), last);
                if (TRows.Count > 4) row4.Store(c + (4 * cRow), last);
                if (TRows.Count > 5) row5.Store(c + (5 * cRow), last);
                if (TRows.Count > 6) row6.Store(c + (6 * cRow), last);
                if (TRows.Count > 7) row7.Store(c + (7 * cRow), last);
                a += TRows.Count * aRow;
                c += TRows.Count * cRow;
            }

            firstA += strip.ANext;
            b += strip.BNext;
            firstC += strip.CNext;
        }
    }

    // Up to four vectors side by side. The compiler keeps structures of no more than four fields in registers.
    private struct Row<TVectors>
        where TVectors : struct, ISize
    {
        private TVector vector0;
        private TVector vector1;
        private TVector vector2;
        private TVector vector3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Row(float* from)
        {
            vector0 = TLanes.Load(from);
            if (TVectors.Count > 1) vector1 = TLanes.Load(from + TLanes.Count);
            if (TVectors.Count > 2) vector2 = TLanes.Load(from + (2 * TLanes.Count));
            if (TVectors.Count > 3) vector3 = TLanes.Load(from + (3 * TLanes.Count));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Row<TVectors> Plus(float factor, in Row<TVectors> factors)
        {
            var all = TLanes.Broadcast(factor);
            Row<TVectors> sum = default;
            sum.vector0 = TLanes.FusedMultiplyAdd(factors.vector0, all, vector0);
            if (TVectors.Count > 1) sum.vector1 = TLanes.FusedMultiplyAdd(factors.vector1, all, vector1);
            if (TVectors.Count > 2) sum.vector2 = TLanes.FusedMultiplyAdd(factors.vector2, all, vector2);
            if (TVectors.Count > 3) sum.vector3 = TLanes.FusedMultiplyAdd(factors.vector3, all, vector3);
            return sum;
        }

        // The last vector may hold fewer columns than lanes.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* to, int last)
        {
            if (TVectors.Count > 1) TLanes.Store(to, vector0);
            if (TVectors.Count > 2) TLanes.Store(to + TLanes.Count, vector1);
            if (TVectors.Count > 3) TLanes.Store(to + (2 * TLanes.Count), vector2);
            var end = to + ((TVectors.Count - 1) * TLanes.Count);
            var vector = TVectors.Count == 1 ? vector0 : TVectors.Count == 2 ? vector1 : TVectors.Count == 3 ? vector2 : vector3;
            if (last == TLanes.Count)
            {
                TLanes.Store(end, vector);
            }
            else
            {
                TLanes.Store(end, vector, last);
            }
        }
    }
}
