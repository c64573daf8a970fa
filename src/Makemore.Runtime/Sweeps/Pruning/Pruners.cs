using System.Collections.Immutable;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Pruning;

/// <summary>The rules of pruning by their names.</summary>
public static class Pruners
{
    /// <summary>The rule that a sweep asks for.</summary>
    public static IPruner Of(SweepSpec spec) => spec.Prune.Type switch
    {
        PruneType.None => new NoPruner(),
        PruneType.Median => new MedianPruner(spec.Prune, spec.Objective.Direction),
        PruneType.Asha => new HalvingPruner(spec.Prune, spec.Objective.Direction, hasBrackets: false),
        PruneType.Hyperband => new HalvingPruner(spec.Prune, spec.Objective.Direction, hasBrackets: true),
        _ => throw new ArgumentOutOfRangeException(nameof(spec)),
    };

    /// <summary>What a trial was measured at, at a step; null where it was not.</summary>
    internal static double? ValueAt(Trial trial, long step)
    {
        foreach (var report in trial.Reports)
        {
            if (report.Step == step)
            {
                return report.Value;
            }
        }

        return null;
    }

    private sealed class NoPruner : IPruner
    {
        public ImmutableArray<long> Rungs(int trial, long steps) => [];

        public PruningDecision Decide(Trial trial, IReadOnlyList<Trial> all) => PruningDecision.GoOn;

        public int? Promote(IReadOnlyList<Trial> all) => null;

        public int? PromoteLast(IReadOnlyList<Trial> all) => null;
    }
}
