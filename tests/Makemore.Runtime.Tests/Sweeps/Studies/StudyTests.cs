using System.Globalization;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Runs;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Studies;

public sealed class StudyTests(ITestOutputHelper output)
{
    private static readonly Axis Rates = new("training.learning-rate", new AxisDomain.Listed(
        [.. Enumerable.Range(0, 12).Select(index => (0.002 * Math.Pow(2, (index * 5) % 12)).ToString("G3", CultureInfo.InvariantCulture))]));

    [Fact]
    public void A_finished_study_is_not_run_again()
    {
        using var study = new TestStudy(TestSweep.Of(PruneType.None, trials: 3));
        study.Run();
        var first = study.Outcome();
        var watch = new Watch();
        study.Run(workers: 2, watch);
        Assert.Empty(watch.Begun);
        Assert.Equal(first, study.Outcome());
        Assert.All(study.Trials(), trial => Assert.Equal(TrialState.Finished, trial.State));
    }

    [Fact]
    public void More_trials_go_on_with_the_same_study_and_the_same_points()
    {
        using var few = new TestStudy(TestSweep.Of(PruneType.None, trials: 4));
        using var many = new TestStudy(TestSweep.Of(PruneType.None, trials: 7));
        few.Run();
        many.Run();
        var watch = new Watch();
        TestStudy.Run(TestSweep.Of(PruneType.None, trials: 7), few.Options, 1, watch, TestContext.Current.CancellationToken);
        Assert.Equal([4, 5, 6], watch.Begun);
        Assert.Equal(many.Outcome(), few.Outcome());
    }

    [Theory]
    [InlineData(PruneType.None)]
    [InlineData(PruneType.Asha)]
    [InlineData(PruneType.Hyperband)]
    public void Several_workers_try_every_point_once(PruneType prune)
    {
        using var study = new TestStudy(TestSweep.Of(prune, trials: 16));
        var watch = new Watch();
        study.Run(workers: 4, watch);
        Assert.Equal(Enumerable.Range(0, 16), study.Trials().Select(trial => trial.Number));
        Assert.All(study.Trials(), trial => Assert.True(trial.IsClosed));
        Assert.Equal(watch.Finished.Distinct(), watch.Finished);
        Assert.Contains(study.Trials(), trial => trial.State == TrialState.Finished);
    }

    [Fact]
    public void Asha_finds_the_best_of_the_whole_grid_with_less_than_a_third_of_the_steps()
    {
        using var whole = new TestStudy(Grid(PruneType.None));
        using var pruned = new TestStudy(Grid(PruneType.Asha));
        whole.Run(workers: 2);
        pruned.Run();

        var best = whole.Trials().MinBy(trial => trial.Objective)!;
        var found = pruned.Trials().Where(trial => trial.State == TrialState.Finished).MinBy(trial => trial.Objective)!;
        var (all, some) = (whole.Trials().Sum(trial => trial.Runs[0].Steps), pruned.Trials().Sum(trial => trial.State == TrialState.Finished ? trial.Runs[0].Steps : trial.Step));
        output.WriteLine($"{some} of {all} steps, {(double)some / all:P1}; best {best.Point}: {best.Objective:0.0000}");
        Assert.Equal(best.Point, found.Point);
        Assert.Equal(best.Objective, found.Objective);
        Assert.InRange(some, 1, all / 3);
    }

    [Fact]
    public void A_point_is_run_with_several_seeds_and_the_search_sees_their_mean()
    {
        using var study = new TestStudy(TestSweep.Of(PruneType.Asha, trials: 6, repeats: 3));
        study.Run();
        var finished = study.Trials().Where(trial => trial.State == TrialState.Finished).ToList();
        Assert.All(finished, trial =>
        {
            Assert.Equal([2147483647, 2147483648, 2147483649], trial.Runs.Select(run => run.Seed));
            Assert.Equal(3, trial.Runs.Select(run => run.Hash).Distinct().Count());
            Assert.Equal(trial.Runs.Average(run => run.Objective), trial.Objective);
        });
        Assert.NotEmpty(finished);
        Assert.All(study.Trials(), trial => Assert.NotEmpty(trial.Reports));
    }

    [Fact]
    public void A_trial_that_diverges_is_a_failed_row_and_not_the_end()
    {
        using var study = new TestStudy(new TestSweep(
            new() { Name = "sweeps/diverging" }, new Axis("training.learning-rate", new AxisDomain.Listed(["0.1", "1e20", "0.2"]))));
        study.Run();
        Assert.Equal([TrialState.Finished, TrialState.Failed, TrialState.Finished], study.Trials().Select(trial => trial.State));
        Assert.Contains("learning rate that is too high", study.Trials()[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_is_stopped_goes_on_where_it_was()
    {
        using var whole = new TestStudy(TestSweep.Of(PruneType.Median, trials: 8));
        using var stopped = new TestStudy(TestSweep.Of(PruneType.Median, trials: 8));
        whole.Run();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => stopped.Run(observer: new StopAfter(900, source), cancellation: source.Token));
        Assert.Contains(stopped.Trials(), trial => trial.State == TrialState.Interrupted);
        stopped.Run();
        Assert.Equal(whole.Outcome(), stopped.Outcome());
    }

    [Fact]
    public void A_trial_that_is_stopped_from_outside_has_failed_and_goes_on_from_its_checkpoint_when_it_is_tried_again()
    {
        var sweep = new TestSweep(new() { Name = "sweeps/stopped" }, new Axis("training.batch", new AxisDomain.Listed(["1", "2", "4"])));
        using var whole = new TestStudy(sweep);
        using var study = new TestStudy(sweep);
        whole.Run();
        study.Run(observer: new AskToStop(study.Options, trial: 1, step: 200));
        Assert.Equal([TrialState.Finished, TrialState.Failed, TrialState.Finished], study.Trials().Select(trial => trial.State));
        Assert.Contains("stopped from outside", study.Trials()[1].Error, StringComparison.Ordinal);

        using (var ledger = Makemore.Sqlite.SqliteLedger.Open(study.LedgerPath))
        {
            Assert.Equal(1, new StudyRunner(sweep, ledger.Studies(sweep.Name)[^1], ledger, study.Options, IStudyObserver.Silent).Retry());
        }

        var again = new AskToStop(study.Options, trial: -1, step: 0);
        study.Run(observer: again);
        Assert.True(again.FirstStep >= 200, $"It began at step {again.FirstStep}.");
        Assert.Equal(whole.Outcome(), study.Outcome());
    }

    [Fact]
    public void A_budget_of_steps_or_of_seconds_ends_each_run()
    {
        using var steps = new TestStudy(WithBudget(new() { Steps = 50 }));
        using var seconds = new TestStudy(WithBudget(new() { Seconds = 1e-4 }));
        steps.Run();
        seconds.Run();
        Assert.All(steps.Trials(), trial => Assert.Equal(50, trial.Runs[0].Steps));
        Assert.All(seconds.Trials(), trial => Assert.InRange(trial.Runs[0].Steps, 1, 639));
    }

    [Fact]
    public void Another_sweep_is_another_study_and_the_difference_is_told_by_key()
    {
        using var runs = new TestRuns();
        var before = StudyIdentities.Of(TestSweep.Of(PruneType.None), runs.Options);
        Assert.Equal(before, StudyIdentities.Of(TestSweep.Of(PruneType.None, trials: 99), runs.Options));
        var after = StudyIdentities.Of(
            new TestSweep(TestSweep.Of(PruneType.None).Spec with { Seed = 8 }, TestSweep.Rates)
            {
                ExperimentSpec = TestRuns.Spec with { Name = "softmax", Training = TestRuns.Spec.Training with { Steps = 700 } },
            },
            runs.Options);
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal(
            [
                new("axes.training.batch", "log-int 1 8", null), new("seed", "7", "8"), new("softmax: evaluation.every", null, "15"),
                new("softmax: training.steps", "640", "700"),
            ],
            before.ChangesTo(after));
    }

    [Fact]
    public void The_interval_of_a_mean_is_Students()
    {
        // Of 1, 2, 3, 4, 5: deviation 1.5811, and 2.776 times it over the root of 5.
        var spread = Spread.Of([1, 2, 3, 4, 5]);
        Assert.Equal((3, 1.5811, 1.9629), (spread.Mean, Math.Round(spread.Deviation!.Value, 4), Math.Round(spread.Margin!.Value, 4)));
        Assert.Equal((7, null, null), (Spread.Of([7]).Mean, Spread.Of([7]).Deviation, Spread.Of([7]).Margin));
    }

    private static TestSweep Grid(PruneType prune) => new(
        new() { Name = "sweeps/grid", Prune = new() { Type = prune, Every = 60, Reduction = 3 } }, Rates);

    private static TestSweep WithBudget(BudgetSpec budget) => new(
        new() { Name = "sweeps/budget", Budget = budget }, new Axis("training.batch", new AxisDomain.Listed(["1", "4"])));

    private sealed class Watch : IStudyObserver
    {
        public List<int> Begun { get; } = [];

        public List<int> Finished { get; } = [];

        public void Began(Trial trial)
        {
            lock (Begun)
            {
                Begun.Add(trial.Number);
            }
        }

        public void Ended(Trial trial, TrialState state, double? objective, string? error)
        {
            lock (Begun)
            {
                if (state == TrialState.Finished)
                {
                    Finished.Add(trial.Number);
                }
            }
        }
    }

    private sealed class StopAfter(int steps, CancellationTokenSource source) : IStudyObserver
    {
        private int left = steps;

        public void Stepped(Trial trial, in TrainingProgress progress)
        {
            if (--left == 0)
            {
                source.Cancel();
            }
        }
    }

    private sealed class AskToStop(RunnerOptions options, int trial, long step) : IStudyObserver
    {
        public long? FirstStep { get; private set; }

        public void Stepped(Trial stepped, in Makemore.Runtime.Training.TrainingProgress progress)
        {
            FirstStep ??= progress.Step;
            if (stepped.Number == trial && progress.Step == step)
            {
                Assert.Single(RunFolders.All(options.RunsFolder), StopRequest.TryPlace);
                // Until it was heard of.
                Thread.Sleep(1000);
            }
        }
    }
}
