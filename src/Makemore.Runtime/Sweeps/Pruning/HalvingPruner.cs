using System.Collections.Immutable;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Pruning;

/// <summary>
/// Asynchronous successive halving (Li et al., 2020): at each rung, which has as many times the steps of the one below as
/// <see cref="PruneSpec.Reduction"/> says, the best of so many go on, and the others wait until they are among the best. With
/// brackets it is Hyperband (Li et al., 2018): each bracket begins at another rung, so that a trial which learns slowly is not
/// always judged early.
/// </summary>
internal sealed class HalvingPruner(PruneSpec spec, Direction direction, bool hasBrackets) : IPruner
{
    /// <inheritdoc/>
    public ImmutableArray<long> Rungs(int trial, long steps)
    {
        var rungs = ImmutableArray.CreateBuilder<long>();
        for (var step = spec.Every; step < steps; step *= spec.Reduction)
        {
            rungs.Add(step);
            if (step > long.MaxValue / spec.Reduction)
            {
                break;
            }
        }

        var all = rungs.ToImmutable();
        return hasBrackets ? all[Bracket(trial, all.Length)..] : all;
    }

    /// <inheritdoc/>
    public PruningDecision Decide(Trial trial, IReadOnlyList<Trial> all) =>
        Best(Rung(trial, all), trial.Step).Contains(trial) ? PruningDecision.GoOn : PruningDecision.Wait;

    /// <inheritdoc/>
    public int? Promote(IReadOnlyList<Trial> all)
    {
        // Each rung is sorted once, and not for each of those that wait there.
        var best = new Dictionary<(long Begin, long Step), HashSet<int>>();
        foreach (var waiting in Waiting(all))
        {
            var rung = (waiting.Reports[0].Step, waiting.Step);
            if (!best.TryGetValue(rung, out var numbers))
            {
                best[rung] = numbers = [.. Best(Rung(waiting, all), waiting.Step).Select(trial => trial.Number)];
            }

            if (numbers.Contains(waiting.Number))
            {
                return waiting.Number;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    // Of few trials nobody is the best of so many: then the best of them goes on, for somebody must.
    public int? PromoteLast(IReadOnlyList<Trial> all) => all.Any(trial => trial.State == TrialState.Finished)
        ? null
        : Waiting(all).Select(trial => (int?)trial.Number).FirstOrDefault();

    // Those that have come furthest first, of these the best.
    private IEnumerable<Trial> Waiting(IReadOnlyList<Trial> all) => all
        .Where(trial => trial.State == TrialState.Waiting && !trial.Reports.IsEmpty)
        .OrderByDescending(trial => trial.Step)
        .ThenBy(trial => Cost.Of(trial.Reports[^1].Value, direction))
        .ThenBy(trial => trial.Number);

    // Trials are compared with those of their bracket, which begin at the same rung.
    private static IEnumerable<Trial> Rung(Trial trial, IReadOnlyList<Trial> all) =>
        all.Where(other => !other.Reports.IsEmpty && other.Reports[0].Step == trial.Reports[0].Step && other.Step >= trial.Step);

    private List<Trial> Best(IEnumerable<Trial> rung, long step)
    {
        var measured = rung.Select(trial => (Trial: trial, Value: Pruners.ValueAt(trial, step))).Where(item => item.Value is not null).ToList();
        return [.. measured
            .OrderBy(item => Cost.Of(item.Value!.Value, direction))
            .ThenBy(item => item.Trial.Number)
            .Take(measured.Count / spec.Reduction)
            .Select(item => item.Trial)];
    }

    // Each bracket has its share of the trials, the more the earlier it begins; the next trial goes where the most are missing.
    private int Bracket(int trial, int rungs)
    {
        var count = rungs + 1;
        double[] shares = [.. Enumerable.Range(0, count).Select(start => Math.Pow(spec.Reduction, rungs - start) * count / (rungs - start + 1))];
        var total = shares.Sum();
        var given = new int[count];
        for (var number = 0; ; number++)
        {
            var chosen = Enumerable.Range(0, count).MaxBy(start => (shares[start] / total * (number + 1)) - given[start]);
            if (number == trial)
            {
                return chosen;
            }

            given[chosen]++;
        }
    }
}
