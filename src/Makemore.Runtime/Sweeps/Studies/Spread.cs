using System.Collections.Immutable;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>A figure over several runs that differ in their seed only.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation of a sample; null of a single run.</param>
/// <param name="Margin">
/// Half the width of the 95% confidence interval of the mean, by Student's t distribution; null of a single run.
/// </param>
public sealed record Spread(double Mean, double? Deviation, double? Margin)
{
    // The 97.5% quantiles of Student's t distribution for 1, 2, ... 30 degrees of freedom; beyond, those of 40, 60, 120 and none.
    private static readonly ImmutableArray<double> Quantiles =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>The spread of some values, at least one.</summary>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        if (values.Count < 2)
        {
            return new(mean, null, null);
        }

        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return new(mean, deviation, Quantile(values.Count - 1) * deviation / Math.Sqrt(values.Count));
    }

    // Between the rows of the table the next lower one, which makes the interval a little too wide and never too narrow.
    private static double Quantile(int freedom) => freedom switch
    {
        <= 30 => Quantiles[freedom - 1],
        < 40 => 2.042,
        < 60 => 2.021,
        < 120 => 2.000,
        < 1000 => 1.980,
        _ => 1.962,
    };
}
