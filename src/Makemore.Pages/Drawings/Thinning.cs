namespace Makemore.Pages.Drawings;

/// <summary>A point of a curve.</summary>
/// <param name="X">The step.</param>
/// <param name="Y">The value.</param>
internal readonly record struct PlotPoint(double X, double Y);

/// <summary>Leaves out points of a curve that nobody would see.</summary>
internal static class Thinning
{
    /// <summary>
    /// The lowest and the highest point of each column of a plot, in their order, and the two ends of the curve: what is drawn of them
    /// covers what all points would.
    /// </summary>
    /// <param name="points">The points, by ascending x.</param>
    /// <param name="columns">The columns, one or more.</param>
    public static IReadOnlyList<PlotPoint> LowestAndHighest(IReadOnlyList<PlotPoint> points, int columns)
    {
        if (points.Count <= 2 * columns)
        {
            return points;
        }

        var (first, last) = (points[0].X, points[^1].X);
        var kept = new SortedSet<int> { 0, points.Count - 1 };
        foreach (var column in Enumerable.Range(0, points.Count).GroupBy(index => Math.Min(columns - 1, (int)((points[index].X - first) / (last - first) * columns))))
        {
            kept.Add(column.MinBy(index => points[index].Y));
            kept.Add(column.MaxBy(index => points[index].Y));
        }

        return [.. kept.Select(index => points[index])];
    }
}
