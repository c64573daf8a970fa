using Makemore.Runtime.Training;

namespace Makemore.Runtime.Charts;

/// <summary>The losses of a run on its way.</summary>
/// <param name="Label">What the legend calls it.</param>
/// <param name="Metrics">Its measurements; none of a counted model.</param>
/// <param name="FinalLoss">The loss at its end, in nats per token, which a counted model shows as a line; null where there is none.</param>
public sealed record LossCurve(string Label, IReadOnlyList<Metric> Metrics, double? FinalLoss);
