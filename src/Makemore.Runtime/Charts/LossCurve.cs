using Makemore.Runtime.Training;

namespace Makemore.Runtime.Charts;

/// <summary>The losses of a run on its way.</summary>
/// <param name="Label">What the legend calls it.</param>
/// <param name="Metrics">Its measurements; none of a counted model.</param>
/// <param name="FinalLoss">The loss at its end, in nats per token, which a counted model shows as a line; null where there is none.</param>
public sealed record LossCurve(string Label, IReadOnlyList<Metric> Metrics, double? FinalLoss)
{
    // The neighbours on each side that a point of a short curve is smoothed with, as far as there are any.
    private const int LeastReach = 3;

    /// <summary>
    /// The mean over about a tenth of the curve around each point, so that it lags behind nothing; less at both ends, so that the
    /// high beginning stays there.
    /// </summary>
    internal static double[] Smooth(IReadOnlyList<double> values)
    {
        var sums = new double[values.Count + 1];
        for (var index = 0; index < values.Count; index++)
        {
            sums[index + 1] = sums[index] + values[index];
        }

        var reach = Math.Max(LeastReach, values.Count / 20);
        return
        [
            .. Enumerable.Range(0, values.Count).Select(index =>
            {
                var near = Math.Min(reach, Math.Min(index, values.Count - 1 - index));
                return (sums[index + near + 1] - sums[index - near]) / ((2 * near) + 1);
            }),
        ];
    }
}
