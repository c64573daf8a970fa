using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Pruning;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Sweeps.Search;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Pruning;

public sealed class PrunerTests
{
    [Fact]
    public void Asha_looks_at_rungs_that_are_so_many_times_further_apart() =>
        Assert.Equal([100, 400, 1600], Of(PruneType.Asha).Rungs(0, 6400));

    [Fact]
    public void Median_looks_at_equal_distances() =>
        Assert.Equal([100, 200, 300], Of(PruneType.Median).Rungs(0, 350));

    [Fact]
    public void Nothing_is_looked_at_where_nothing_is_pruned_or_nothing_is_trained()
    {
        Assert.Empty(Of(PruneType.None).Rungs(0, 10_000));
        Assert.All(Enum.GetValues<PruneType>(), type => Assert.Empty(Of(type).Rungs(0, 0)));
    }

    [Fact]
    public void Of_each_four_at_a_rung_the_best_goes_on()
    {
        var pruner = Of(PruneType.Asha);
        Trial[] three = [At(0, (100, 3.0)), At(1, (100, 2.0)), At(2, (100, 2.5))];
        Assert.All(three, trial => Assert.Equal(PruningDecision.Wait, pruner.Decide(trial, three)));
        Assert.Null(pruner.Promote(three));

        Trial[] four = [.. three, At(3, (100, 2.2))];
        Assert.Equal(PruningDecision.Wait, pruner.Decide(four[3], four));
        Assert.Equal(1, pruner.Promote(four));

        // The one that went on still counts at the rung, so nobody takes its place.
        Trial[] promoted = [four[0], At(1, (100, 2.0)) with { State = TrialState.Running }, four[2], four[3]];
        Assert.Null(pruner.Promote(promoted));
        Trial[] better = [.. four, At(4, (100, 1.5))];
        Assert.Equal(PruningDecision.GoOn, pruner.Decide(better[4], better));
    }

    [Fact]
    public void Who_has_come_furthest_is_promoted_first_and_ties_go_to_the_first()
    {
        var pruner = Of(PruneType.Asha);
        Trial[] trials =
        [
            .. Enumerable.Range(0, 4).Select(number => At(number, (100, 1.0), (400, 2.0))), .. Enumerable.Range(4, 4).Select(number => At(number, (100, 1.0))),
        ];
        Assert.Equal(0, pruner.Promote(trials));
    }

    [Fact]
    public void What_is_no_number_is_worst_and_the_greatest_best_where_it_is_asked_for()
    {
        Trial[] trials = [At(0, (100, double.NaN)), At(1, (100, 1)), At(2, (100, 2)), At(3, (100, double.PositiveInfinity))];
        Assert.Equal(1, Of(PruneType.Asha).Promote(trials));
        Assert.Equal(2, Of(PruneType.Asha, Direction.Maximize).Promote([trials[0], trials[1], trials[2], At(3, (100, -5))]));
        Assert.Equal(2, Of(PruneType.Asha, Direction.Maximize).Promote(trials));
        Assert.Equal(1, Of(PruneType.Asha).Promote([trials[0], trials[1], trials[2], At(3, (100, double.NegativeInfinity))]));
    }

    [Fact]
    public void Where_too_few_are_left_to_promote_the_best_of_them_goes_on_until_one_has_finished()
    {
        var pruner = Of(PruneType.Asha);
        Trial[] trials = [At(0, (100, 2)), At(1, (100, 1)), At(2, (100, 3), (400, 2.5))];
        Assert.Equal(2, pruner.PromoteLast(trials));
        Assert.Null(pruner.PromoteLast([.. trials, Searching.Finished(3, SweepPoint.Empty, 1)]));
        Assert.Null(pruner.PromoteLast([]));
    }

    [Fact]
    public void Median_gives_up_who_was_never_better_than_the_median_of_the_others()
    {
        var pruner = Of(PruneType.Median);
        Trial[] others = [.. Enumerable.Range(0, 5).Select(number => At(number, (100, number), (200, number)) with { State = TrialState.Finished })];
        Assert.Equal(PruningDecision.GiveUp, Decide((100, 2.5)));
        Assert.Equal(PruningDecision.GoOn, Decide((100, 2)));
        // Its best counts, not its last.
        Assert.Equal(PruningDecision.GoOn, Decide((100, 1), (200, 9)));
        Assert.Equal(PruningDecision.GoOn, pruner.Decide(At(5, (100, 9)), [.. others[..4], At(5, (100, 9))]));

        PruningDecision Decide(params (long, double)[] reports) => pruner.Decide(At(5, reports), [.. others, At(5, reports)]);
    }

    [Fact]
    public void Hyperband_shares_trials_among_brackets_that_begin_at_each_rung()
    {
        var pruner = Of(PruneType.Hyperband);
        var begins = Enumerable.Range(0, 200).GroupBy(trial => pruner.Rungs(trial, 6400).Select(step => (long?)step).FirstOrDefault())
            .ToDictionary(group => group.Key ?? 0, group => group.Count());
        // Of n = (3 + 1) / (s + 1) * 4^s with s = 3, 2, 1, 0: 64, 21.3, 8 and 4 of 97.3.
        Assert.Equal(4, begins.Count);
        Assert.InRange(begins[100], 128, 135);
        Assert.InRange(begins[400], 41, 47);
        Assert.InRange(begins[1600], 14, 19);
        Assert.InRange(begins[0], 6, 10);

        // A late beginner is not held against those who were measured early.
        Trial[] trials = [.. Enumerable.Range(0, 4).Select(number => At(number, (100, 9), (400, 1.0))), At(4, (400, 0.5))];
        Assert.Equal(0, pruner.Promote([.. trials[..4], trials[4] with { State = TrialState.Running }]));
        Assert.Equal(PruningDecision.Wait, pruner.Decide(trials[4], trials));
    }

    // The loss falls with the steps, faster for better points, so that the early order is nearly the last one.
    [Fact]
    public void Asha_finds_the_best_of_a_grid_with_less_than_a_third_of_its_steps()
    {
        const long steps = 6400;
        var pruner = Of(PruneType.Asha);
        var quality = Enumerable.Range(0, 64).Select(number => ((number * 37) % 64) / 64.0).ToArray();
        var trials = new List<Trial>();
        var spent = 0L;
        while (true)
        {
            var next = pruner.Promote(trials) ?? (trials.Count < 64 ? trials.Count : pruner.PromoteLast(trials));
            if (next is not { } number)
            {
                break;
            }

            if (number == trials.Count)
            {
                trials.Add(new(number, SweepPoint.Empty, TrialState.Running) { Worker = Searching.Nobody });
            }

            var trial = trials[number] with { State = TrialState.Running };
            foreach (var step in pruner.Rungs(number, steps).Where(step => step > trial.Step).Append(steps))
            {
                spent += step - trial.Step;
                var loss = quality[number] + (3 * Math.Exp(-step / (200.0 * (1 + quality[number]))));
                trial = step == steps ? Searching.Finished(number, SweepPoint.Empty, loss) with { Reports = trial.Reports }
                    : trial with { Reports = trial.Reports.Add(new(step, loss)) };
                trials[number] = trial;
                if (step < steps && pruner.Decide(trial, trials) == PruningDecision.Wait)
                {
                    trials[number] = trial with { State = TrialState.Waiting };
                    break;
                }
            }
        }

        var best = trials.Where(trial => trial.State == TrialState.Finished).MinBy(trial => trial.Objective)!;
        Assert.Equal(0, quality[best.Number]);
        Assert.InRange(spent, 1, 64 * steps / 3);
    }

    private static IPruner Of(PruneType type, Direction direction = Direction.Minimize) => Pruners.Of(new()
    {
        Name = "pruning",
        Prune = new() { Type = type, Every = 100, Reduction = 4, Startup = 5 },
        Objective = new() { Direction = direction },
    });

    private static Trial At(int number, params (long Step, double Value)[] reports) => new(number, SweepPoint.Empty, TrialState.Waiting)
    {
        Worker = Searching.Nobody,
        Reports = [.. reports.Select(report => new TrialReport(report.Step, report.Value))],
    };
}
