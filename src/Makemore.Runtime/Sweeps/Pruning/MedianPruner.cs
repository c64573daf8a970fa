using System.Collections.Immutable;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Pruning;

/// <summary>
/// Gives up a trial whose best so far is worse than the median of what the others were measured at, at the same step (the
/// median stopping rule of Golovin et al., 2017).
/// </summary>
internal sealed class MedianPruner(PruneSpec spec, Direction direction) : IPruner
{
    /// <inheritdoc/>
    public ImmutableArray<long> Rungs(int trial, long steps)
    {
        var rungs = ImmutableArray.CreateBuilder<long>();
        for (var step = spec.Every; step < steps; step += spec.Every)
        {
            rungs.Add(step);
        }

        return rungs.ToImmutable();
    }

    /// <inheritdoc/>
    public PruningDecision Decide(Trial trial, IReadOnlyList<Trial> all)
    {
        var others = all.Where(other => other.Number != trial.Number).ToList();
        double[] values =
        [
            .. others.Select(other => Pruners.ValueAt(other, trial.Step)).OfType<double>()
                .Select(value => Cost.Of(value, direction)).Order(),
        ];
        if (values.Length == 0 || others.Count(other => other.State == TrialState.Finished) < spec.Startup)
        {
            return PruningDecision.GoOn;
        }

        var best = trial.Reports.Min(report => Cost.Of(report.Value, direction));
        var median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        return best > median ? PruningDecision.GiveUp : PruningDecision.GoOn;
    }

    /// <inheritdoc/>
    public int? Promote(IReadOnlyList<Trial> all) => null;

    /// <inheritdoc/>
    public int? PromoteLast(IReadOnlyList<Trial> all) => null;
}
