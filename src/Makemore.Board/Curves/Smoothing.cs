using System.Collections.Immutable;
using Makemore.Runtime.Display;

namespace Makemore.Board.Curves;

/// <summary>Smooths a curve as TensorBoard does: an exponential mean, whose start counts no more than the rest.</summary>
internal static class Smoothing
{
    /// <summary>The smoothed curve; losses that are not finite are left out.</summary>
    /// <param name="points">The curve.</param>
    /// <param name="weight">How much of what was before stays at each point, from 0 to below 1.</param>
    public static ImmutableArray<CurvePoint> Of(ImmutableArray<CurvePoint> points, double weight)
    {
        var smoothed = ImmutableArray.CreateBuilder<CurvePoint>(points.Length);
        var (mean, share) = (0.0, 1.0);
        foreach (var point in points.Where(point => double.IsFinite(point.Loss)))
        {
            mean = (weight * mean) + ((1 - weight) * point.Loss);
            share *= weight;
            smoothed.Add(point with { Loss = mean / (1 - share) });
        }

        return smoothed.ToImmutable();
    }
}
