using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>
/// Tree-structured Parzen estimators (Bergstra et al., 2011): of some candidates that are drawn where the good trials lie, the
/// one that is likeliest there and least likely among the others. The constants are those that Optuna practises.
/// </summary>
internal sealed class TpeSearch(SearchSpace space, long seed, int startup, Direction direction) : ISearch
{
    private const int Candidates = 24;
    private const double GoodShare = 0.1;
    private const int MostGood = 25;

    private readonly RandomSearch beginning = new(space, seed);

    /// <inheritdoc/>
    public SweepPoint? Next(int number, IReadOnlyList<Trial> earlier)
    {
        var known = earlier.Where(trial => space.Has(trial.Point)).ToList();
        if (known.Count(IsMeasured) < startup)
        {
            return beginning.Next(number, earlier);
        }

        // The experiment is chosen first, since on it depends which axes there are.
        var random = new Randomness(seed, number);
        if (space.Axes is not [{ Key: Axis.Experiment } experiments, ..])
        {
            return SweepPoint.Of(Choose([.. space.Axes], known, ref random));
        }

        var chosen = Choose([experiments], known, ref random);
        var experiment = chosen[0].Value;
        var axes = space.Of(experiment).Where(axis => axis.Key != Axis.Experiment).ToList();
        return SweepPoint.Of([.. chosen, .. Choose(axes, [.. known.Where(trial => trial.Point.Experiment == experiment)], ref random)]);
    }

    private List<(string Key, string Value)> Choose(List<Axis> axes, List<Trial> trials, ref Randomness random)
    {
        var ranked = trials.OrderBy(Rank).ThenBy(Value).ThenBy(trial => trial.Number).ToList();
        var good = Math.Min((int)Math.Ceiling(GoodShare * trials.Count(IsMeasured)), MostGood);
        var likely = Estimate(axes, ranked.Take(good));
        var unlikely = Estimate(axes, ranked.Skip(good));
        var (best, score) = (likely.Draw(ref random), double.NegativeInfinity);
        for (var index = 0; index < Candidates; index++)
        {
            var candidate = likely.Draw(ref random);
            if (likely.LogDensity(candidate) - unlikely.LogDensity(candidate) is var ratio && ratio > score)
            {
                (best, score) = (candidate, ratio);
            }
        }

        return [.. axes.Select((axis, index) => (axis.Key, axis.Domain.At(best[index])))];
    }

    private static ParzenEstimator Estimate(List<Axis> axes, IEnumerable<Trial> trials) => new(axes,
    [
        .. trials.OrderBy(trial => trial.Number)
            .Select(trial => axes.Select(axis => axis.Domain.PlaceOf(trial.Point.Text(axis.Key))).ToArray()),
    ]);

    // Finished ones, then those that were given up, the latest first. Those that run are taken for bad, so that no other goes to
    // the same place, and so are those that failed.
    private static long Rank(Trial trial) => trial.State == TrialState.Finished ? 0
        : trial.State != TrialState.Failed && !trial.Reports.IsEmpty ? long.MaxValue - 1 - trial.Step
        : long.MaxValue;

    private double Value(Trial trial) => Cost.Of(
        trial.State == TrialState.Finished ? trial.Objective : trial.Reports.IsEmpty ? null : trial.Reports[^1].Value, direction);

    private static bool IsMeasured(Trial trial) =>
        trial.State == TrialState.Finished || (trial.State is TrialState.Pruned or TrialState.Waiting && !trial.Reports.IsEmpty);
}
