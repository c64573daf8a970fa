using System.Diagnostics;
using System.Globalization;

namespace Makemore.Benchmarks;

/// <summary>
/// Compares two ways to do the same work in one process: blocks of the one and of the other follow each other closely, so
/// that whatever else the machine does slows both alike, and the ratio of a pair is more honest than either time.
/// </summary>
/// <param name="name">What is compared.</param>
/// <param name="unit">What one call does, such as <c>step</c>.</param>
/// <param name="subject">The way that is on trial; called again and again.</param>
/// <param name="reference">The way that it is held against.</param>
internal sealed class PairedBenchmark(string name, string unit, Action subject, Action reference)
{
    /// <summary>The pairs of blocks that are measured.</summary>
    public int Pairs { get; init; } = 40;

    /// <summary>The calls of a block.</summary>
    public int Calls { get; init; } = 250;

    /// <summary>Measures, after a block of each that is not.</summary>
    public PairedResult Run()
    {
        Time(subject);
        Time(reference);
        var pairs = new (double Subject, double Reference)[Pairs];
        for (var pair = 0; pair < pairs.Length; pair++)
        {
            // Neither is always the first: A B, B A, A B ...
            pairs[pair] = pair % 2 == 0
                ? (Time(subject), Time(reference))
                : Swap(Time(reference), Time(subject));
        }

        return new(name, unit, pairs);

        static (double, double) Swap(double first, double second) => (second, first);
    }

    private double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < Calls; call++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
    }
}

/// <summary>What a comparison came to.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Unit">What one call does.</param>
/// <param name="Pairs">The time of one call in microseconds, by pair of blocks.</param>
internal sealed record PairedResult(string Name, string Unit, IReadOnlyList<(double Subject, double Reference)> Pairs)
{
    /// <summary>The median of the ratios of the pairs: below 1 the subject is the faster.</summary>
    public double MedianRatio => Median(Pairs.Select(pair => pair.Subject / pair.Reference));

    /// <summary>The ratio of the fastest blocks, with the least noise of other work.</summary>
    public double FastestRatio => Pairs.Min(pair => pair.Subject) / Pairs.Min(pair => pair.Reference);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-24} {Median(Pairs.Select(pair => pair.Subject)),8:F1} us/{Unit} against {Median(Pairs.Select(pair => pair.Reference)),8:F1}; " +
        $"ratio {MedianRatio:F3} (median of {Pairs.Count}), {FastestRatio:F3} (fastest)");

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
