using System.Collections.Immutable;
using Makemore.Runtime.Display;
using Makemore.Runtime.Training;

namespace Makemore.Board.Reading;

/// <summary>What the measurements of a run tell so far.</summary>
/// <param name="Train">The losses of batches, thinned.</param>
/// <param name="Dev">The losses of the dev split, thinned.</param>
/// <param name="Last">The last measurement; null before the first.</param>
/// <param name="BestDev">The lowest dev loss, in nats per token; null before the first.</param>
/// <param name="StepsPerSecond">The pace of the last measurements; null where there are too few.</param>
public sealed record RunCurve(
    ImmutableArray<CurvePoint> Train, ImmutableArray<CurvePoint> Dev, Metric? Last, double? BestDev, double? StepsPerSecond)
{
    /// <summary>That of a run without a measurement.</summary>
    public static RunCurve Empty { get; } = new([], [], null, null, null);

    /// <summary>The steps made when the last measurement was taken.</summary>
    public long? Step => Last is not { } last ? null : last.Split == Metric.Train ? last.Step + 1 : last.Step;
}
