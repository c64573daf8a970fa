namespace Makemore.Pages.Findings;

/// <summary>The plane in which points lie widest apart: their first two principal components (Pearson, 1901).</summary>
/// <param name="Places">The coordinates of each point in the plane.</param>
/// <param name="Shares">The share of the variance that each of the two explains; 0 where the points do not differ.</param>
internal sealed record PrincipalPlane(IReadOnlyList<(double X, double Y)> Places, (double First, double Second) Shares)
{
    private const int MostRounds = 1000;
    private const double Tolerance = 1e-12;

    /// <summary>The plane of some points, found by power iteration on their covariance; the same for the same points.</summary>
    /// <param name="points">The points, all of one length, which is two or more.</param>
    public static PrincipalPlane Of(IReadOnlyList<double[]> points)
    {
        var size = points[0].Length;
        double[] mean = [.. Enumerable.Range(0, size).Select(index => points.Average(point => point[index]))];
        double[][] centred = [.. points.Select(point => point.Zip(mean, (value, middle) => value - middle).ToArray())];
        var covariance = new double[size, size];
        foreach (var point in centred)
        {
            for (var row = 0; row < size; row++)
            {
                for (var column = 0; column < size; column++)
                {
                    covariance[row, column] += point[row] * point[column] / points.Count;
                }
            }
        }

        var total = Enumerable.Range(0, size).Sum(index => covariance[index, index]);
        var (first, firstVariance) = Widest(covariance);
        Remove(covariance, first, firstVariance);
        var (second, secondVariance) = Widest(covariance);
        return new(
            [.. centred.Select(point => (Along(point, first), Along(point, second)))],
            total <= 0 ? (0, 0) : (firstVariance / total, secondVariance / total));
    }

    private static (double[] Direction, double Variance) Widest(double[,] covariance)
    {
        var size = covariance.GetLength(0);
        // No direction is right-angled to this one by its symmetry.
        double[] direction = [.. Enumerable.Range(0, size).Select(index => 1 + (0.618 * (index + 1) % 1))];
        Scale(direction, 1 / Math.Sqrt(Along(direction, direction)));
        var variance = 0.0;
        for (var round = 0; round < MostRounds; round++)
        {
            double[] next = [.. Enumerable.Range(0, size).Select(row => Enumerable.Range(0, size).Sum(column => covariance[row, column] * direction[column]))];
            var length = Math.Sqrt(Along(next, next));
            if (length <= Tolerance)
            {
                return (direction, 0);
            }

            Scale(next, 1 / length);
            var moved = next.Zip(direction, (one, other) => Math.Abs(one - other)).Max();
            (direction, variance) = (next, length);
            if (moved < Tolerance)
            {
                break;
            }
        }

        // Of the two directions of a line, the one whose largest part is positive.
        Scale(direction, direction.MaxBy(Math.Abs) < 0 ? -1 : 1);
        return (direction, variance);
    }

    private static void Remove(double[,] covariance, double[] direction, double variance)
    {
        for (var row = 0; row < direction.Length; row++)
        {
            for (var column = 0; column < direction.Length; column++)
            {
                covariance[row, column] -= variance * direction[row] * direction[column];
            }
        }
    }

    private static double Along(double[] point, double[] direction) => point.Zip(direction, (one, other) => one * other).Sum();

    private static void Scale(double[] values, double factor)
    {
        for (var index = 0; index < values.Length; index++)
        {
            values[index] *= factor;
        }
    }
}
