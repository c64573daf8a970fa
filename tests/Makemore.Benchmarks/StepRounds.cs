using System.Diagnostics;

namespace Makemore.Benchmarks;

/// <summary>
/// Measures several ways to do the same work: in each round a block of each, so that whatever else the machine does slows all
/// alike, and ratios are taken within a round.
/// </summary>
internal static class StepRounds
{
    private const int Rounds = 15;
    private const int FewestRounds = 5;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(40);

    /// <summary>A way to make steps in some place: so many in a row, in microseconds each.</summary>
    public delegate double Way(int steps);

    /// <summary>A way that is an action of this process.</summary>
    public static Way Of(Action step) => steps =>
    {
        var start = Stopwatch.GetTimestamp();
        for (var count = 0; count < steps; count++)
        {
            step();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / steps;
    };

    /// <summary>Measures, behind a warm-up in which code is compiled again where it is slow.</summary>
    /// <returns>The microseconds of a step of each way, by round.</returns>
    public static double[][] Run(params IReadOnlyList<Way> ways)
    {
        int[] steps = [.. ways.Select(Warm)];
        var clock = Stopwatch.StartNew();
        var rounds = new List<double[]>();
        while (rounds.Count < FewestRounds || (rounds.Count < Rounds && clock.Elapsed < Most))
        {
            var times = new double[ways.Count];
            for (var turn = 0; turn < ways.Count; turn++)
            {
                // None is always the first.
                var way = (turn + rounds.Count) % ways.Count;
                times[way] = ways[way](steps[way]);
            }

            rounds.Add(times);
        }

        return [.. rounds];
    }

    /// <summary>The median of a figure of the rounds.</summary>
    public static double Median(IEnumerable<double[]> rounds, Func<double[], double> figure)
    {
        var sorted = rounds.Select(figure).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // The steps of a block. Pauses leave the compiler time to put better code in place.
    private static int Warm(Way way)
    {
        var clock = Stopwatch.StartNew();
        var fastest = double.PositiveInfinity;
        while (clock.Elapsed < WarmUp)
        {
            fastest = Math.Min(fastest, way(Math.Clamp((int)(Block.TotalMicroseconds / fastest), 1, 60)));
            Thread.Sleep(10);
        }

        return Math.Max(1, (int)(Block.TotalMicroseconds / fastest));
    }
}
