namespace Makemore.Runtime.Tests.Sweeps.Search;

/// <summary>Functions with a known least value, over the unit cube.</summary>
internal static class KnownFunctions
{
    private static readonly double[] Weights = [1.0, 1.2, 3.0, 3.2];

    private static readonly double[,] Widths =
    {
        { 10, 3, 17, 3.5, 1.7, 8 }, { 0.05, 10, 17, 0.1, 8, 14 }, { 3, 3.5, 1.7, 10, 17, 8 }, { 17, 8, 0.05, 10, 0.1, 14 },
    };

    private static readonly double[,] Centres =
    {
        { 0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886 }, { 0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991 },
        { 0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650 }, { 0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381 },
    };

    /// <summary>Branin (Dixon and Szego, 1978): 0.397887 at three places, at (-pi, 12.275) for instance.</summary>
    /// <param name="x">From -5 to 10.</param>
    /// <param name="y">From 0 to 15.</param>
    public static double Branin(double x, double y)
    {
        var inner = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (inner * inner) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }

    /// <summary>Hartmann's function of six numbers (1973): -3.32237 at (0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573).</summary>
    public static double Hartmann6(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var row = 0; row < 4; row++)
        {
            var distance = 0.0;
            for (var index = 0; index < 6; index++)
            {
                var difference = x[index] - Centres[row, index];
                distance += Widths[row, index] * difference * difference;
            }

            sum -= Weights[row] * Math.Exp(-distance);
        }

        return sum;
    }
}
