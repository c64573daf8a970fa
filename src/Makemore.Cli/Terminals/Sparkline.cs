namespace Makemore.Cli.Terminals;

/// <summary>A curve as a word of a line (Tufte, 2006): eight heights of a block, from the least value to the greatest.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>
    /// The curve, a column for each value; of more values than columns each column shows the mean of its equal share, the last
    /// column the last values. What is not finite is left out, and a column of nothing else is blank.
    /// </summary>
    /// <param name="values">The values from the first to the last.</param>
    /// <param name="width">The most columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative.</exception>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        var columns = Math.Min(values.Count, width);
        var means = Enumerable.Range(0, columns).Select(column => Mean(values, column, columns)).ToList();
        var finite = means.Where(double.IsFinite).DefaultIfEmpty(0);
        var (least, greatest) = (finite.Min(), finite.Max());
        return string.Concat(means.Select(mean => !double.IsFinite(mean) ? ' ' : Blocks[Height(mean, least, greatest)]));
    }

    // A column of a level line stands in the middle: it is neither low nor high.
    private static int Height(double value, double least, double greatest) => least.Equals(greatest)
        ? (Blocks.Length / 2) - 1
        : (int)Math.Round(((value / 2) - (least / 2)) / ((greatest / 2) - (least / 2)) * (Blocks.Length - 1));

    private static double Mean(IReadOnlyList<double> values, int column, int columns)
    {
        var (from, to) = ((long)column * values.Count / columns, (long)(column + 1) * values.Count / columns);
        var (sum, count) = (0.0, 0);
        for (var index = (int)from; index < to; index++)
        {
            if (double.IsFinite(values[index]))
            {
                sum += values[index];
                count++;
            }
        }

        return sum / count;
    }
}
