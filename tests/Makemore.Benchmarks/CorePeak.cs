using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Makemore.Benchmarks;

/// <summary>What one core can do at most: multiplications and additions of floats in a second, in independent chains of fused ones.</summary>
internal static class CorePeak
{
    private const int Rounds = 20;
    private const int Steps = 400_000;
    private const int Chains = 12;

    /// <summary>Measures it, in floating-point operations per second; the best of some rounds.</summary>
    public static double Measure()
    {
        var best = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var (result, lanes) = Vector512.IsHardwareAccelerated
                ? (Widest(Steps), Vector512<float>.Count) : (Wide(Steps), Vector256<float>.Count);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            // The result is used, or nothing would be computed.
            best = Math.Max(best, float.IsNaN(result) ? 0 : 2.0 * lanes * Chains * Steps / seconds);
        }

        return best;
    }

    // Twelve chains hide the time of one operation on each core of today, and fit into sixteen registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Widest(int steps)
    {
        var (factor, term) = (Vector512.Create(0.5f), Vector512.Create(0.25f));
        var (a, b, c, d) = (term, term, term, term);
        var (e, f, g, h) = (term, term, term, term);
        var (i, j, k, l) = (term, term, term, term);
        for (var step = 0; step < steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, term);
            b = Vector512.FusedMultiplyAdd(b, factor, term);
            c = Vector512.FusedMultiplyAdd(c, factor, term);
            d = Vector512.FusedMultiplyAdd(d, factor, term);
            e = Vector512.FusedMultiplyAdd(e, factor, term);
            f = Vector512.FusedMultiplyAdd(f, factor, term);
            g = Vector512.FusedMultiplyAdd(g, factor, term);
            h = Vector512.FusedMultiplyAdd(h, factor, term);
            i = Vector512.FusedMultiplyAdd(i, factor, term);
            j = Vector512.FusedMultiplyAdd(j, factor, term);
            k = Vector512.FusedMultiplyAdd(k, factor, term);
            l = Vector512.FusedMultiplyAdd(l, factor, term);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide(int steps)
    {
        var (factor, term) = (Vector256.Create(0.5f), Vector256.Create(0.25f));
        var (a, b, c, d) = (term, term, term, term);
        var (e, f, g, h) = (term, term, term, term);
        var (i, j, k, l) = (term, term, term, term);
        for (var step = 0; step < steps; step++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, term);
            b = Vector256.FusedMultiplyAdd(b, factor, term);
            c = Vector256.FusedMultiplyAdd(c, factor, term);
            d = Vector256.FusedMultiplyAdd(d, factor, term);
            e = Vector256.FusedMultiplyAdd(e, factor, term);
            f = Vector256.FusedMultiplyAdd(f, factor, term);
            g = Vector256.FusedMultiplyAdd(g, factor, term);
            h = Vector256.FusedMultiplyAdd(h, factor, term);
            i = Vector256.FusedMultiplyAdd(i, factor, term);
            j = Vector256.FusedMultiplyAdd(j, factor, term);
            k = Vector256.FusedMultiplyAdd(k, factor, term);
            l = Vector256.FusedMultiplyAdd(l, factor, term);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
