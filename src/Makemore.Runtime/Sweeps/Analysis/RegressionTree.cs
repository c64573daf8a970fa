using Makemore.Runtime.Sweeps.Search;

namespace Makemore.Runtime.Sweeps.Analysis;

/// <summary>A part of the unit cube, and the mean of what was measured there.</summary>
/// <param name="From">The lower ends of the box.</param>
/// <param name="To">The upper ends.</param>
/// <param name="Value">The mean.</param>
internal sealed record Leaf(double[] From, double[] To, double Value)
{
    /// <summary>The share of the cube.</summary>
    public double Volume => From.Zip(To).Aggregate(1.0, (product, ends) => product * (ends.Second - ends.First));
}

/// <summary>A tree that cuts the unit cube into boxes so that the values in each differ little (Breiman et al., 1984).</summary>
internal static class RegressionTree
{
    private const int LeastToCut = 3;

    /// <summary>Grows a tree on some of the points, drawn with replacement, trying some of the axes at each cut.</summary>
    /// <param name="points">The points, a coordinate for each axis.</param>
    /// <param name="values">What was measured there.</param>
    /// <param name="random">Draws points and axes.</param>
    /// <returns>The boxes.</returns>
    public static List<Leaf> Grow(IReadOnlyList<double[]> points, IReadOnlyList<double> values, ref Randomness random)
    {
        var drawn = new int[points.Count];
        for (var index = 0; index < drawn.Length; index++)
        {
            drawn[index] = (int)(random.Next() * points.Count);
        }

        var dimensions = points[0].Length;
        var leaves = new List<Leaf>();
        var open = new Stack<(int[] Rows, double[] From, double[] To)>([(drawn, new double[dimensions], [.. Enumerable.Repeat(1.0, dimensions)])]);
        while (open.TryPop(out var box))
        {
            if (Cut(box.Rows, points, values, ref random) is not { } cut)
            {
                leaves.Add(new(box.From, box.To, box.Rows.Average(row => values[row])));
                continue;
            }

            open.Push(([.. box.Rows.Where(row => points[row][cut.Axis] < cut.At)], box.From, With(box.To, cut.Axis, cut.At)));
            open.Push(([.. box.Rows.Where(row => points[row][cut.Axis] >= cut.At)], With(box.From, cut.Axis, cut.At), box.To));
        }

        return leaves;
    }

    private static double[] With(double[] ends, int axis, double value)
    {
        var copy = ends.ToArray();
        copy[axis] = value;
        return copy;
    }

    // The cut between two values that leaves the least sum of squares; null where nothing is left to tell apart.
    private static (int Axis, double At)? Cut(int[] rows, IReadOnlyList<double[]> points, IReadOnlyList<double> values, ref Randomness random)
    {
        (int Axis, double At)? best = null;
        var mean = rows.Length == 0 ? 0 : rows.Average(row => values[row]);
        var least = rows.Sum(row => (values[row] - mean) * (values[row] - mean)) - 1e-12;
        for (var axis = 0; axis < points[0].Length && rows.Length >= LeastToCut; axis++)
        {
            // Five of six axes are tried, as in Hutter's forests, so that the trees differ.
            if (points[0].Length > 1 && random.Next() > 5.0 / 6)
            {
                continue;
            }

            var ordered = rows.OrderBy(row => points[row][axis]).ToArray();
            var (leftSum, leftSquares) = (0.0, 0.0);
            var (sum, squares) = (rows.Sum(row => values[row]), rows.Sum(row => values[row] * values[row]));
            for (var index = 1; index < ordered.Length; index++)
            {
                var value = values[ordered[index - 1]];
                leftSum += value;
                leftSquares += value * value;
                var (left, right) = (points[ordered[index - 1]][axis], points[ordered[index]][axis]);
                var rest = leftSquares - (leftSum * leftSum / index)
                    + (squares - leftSquares - ((sum - leftSum) * (sum - leftSum) / (ordered.Length - index)));
                if (right > left && rest < least)
                {
                    (least, best) = (rest, (axis, (left + right) / 2));
                }
            }
        }

        return best;
    }
}
