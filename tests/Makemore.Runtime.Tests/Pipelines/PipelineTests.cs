using System.Collections.Immutable;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Pipelines;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tests.Runs;
using Makemore.Runtime.Training;
using Makemore.Sqlite;
using Makemore.Tests.Platforms;
using Xunit;
using static Makemore.Runtime.Pipelines.Stages;
using Sized = Makemore.Runtime.Pipelines.Stages<Makemore.Runtime.Tests.Models.BatchNormExperiment.Hyperparameters>;

namespace Makemore.Runtime.Tests.Pipelines;

public sealed class PipelineTests : IDisposable
{
    private static readonly BatchNormExperiment Network = new(TestRuns.TorchPlan.Spec);
    private static readonly CountedExperiment Counts = new(TestRuns.Spec with { Name = "counts", Context = 2 });

    private readonly TestRuns runs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Change Here => In(runs.Options.Data.ProjectFolder);

    [Fact]
    [NeedsTorch]
    public void A_pipeline_makes_the_run_that_the_runner_makes_of_the_same_settings()
    {
        var plan = Network | Here | Sized.With(h => h with { Embedding = 3, Hidden = 8 }) | Steps(30) | LearningRate(0.2);
        var run = (plan | Train).Value;
        var evaluation = plan | Train | Evaluate;

        var expected = new RunPlan(
            Network,
            Network.Spec with { Training = Network.Spec.Training with { Steps = 30, LearningRate = Schedule.Constant(0.2) } },
            new BatchNormExperiment.Hyperparameters { Embedding = 3, Hidden = 8 });
        Assert.Equal(Runner.FindResult(expected, runs.Options), run.Result);
        Assert.Equal(run.Losses, evaluation.Value.Losses);
        Assert.Equal(200, Network.DefaultHyperparameters.Hidden);
        Assert.Equal(60, Network.Spec.Training.Steps);
    }

    [Fact]
    public void The_last_of_several_changes_counts_and_leaves_the_plan_before_it_alone()
    {
        var first = Counts | Seed(3) | Context(1);
        var second = first | Context(4) | Batch(7);

        Assert.Equal((1, 4, 7), (first.Spec.Context, second.Spec.Context, second.Spec.Training.Batch.Examples));
        Assert.Equal((3, 2), (second.Spec.Training.Seed, Counts.Spec.Context));
    }

    [Fact]
    public void A_failure_passes_through_and_says_what_is_wrong()
    {
        var evaluation = Counts | Here | Set(spec => spec with { Dataset = new() { Path = "none.txt" } }) | Train | Evaluate;

        Assert.False(evaluation.IsSuccess);
        Assert.Contains("none.txt", evaluation.Error, StringComparison.Ordinal);
        Assert.Equal(evaluation.Error, Assert.Throws<MakemoreException>(() => evaluation.Value).Message);
        Assert.Equal(evaluation.Error, evaluation.Map(one => one.Losses).Error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_study_has_an_outcome_for_each_plan_in_their_order_whatever_fails(int parallel)
    {
        var study = from context in Axis(3, -1, 1, 2) select Counts | Here | Context(context);

        var outcomes = study | TrainAll(parallel, cancellation: Cancellation);

        Assert.Equal([true, false, true, true], outcomes.Select(outcome => outcome.IsSuccess));
        Assert.Equal([3, 1, 2], outcomes.Where(outcome => outcome.IsSuccess).Select(outcome => outcome.Value.Plan.Spec.Context));
        Assert.Contains("context", outcomes[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_in_a_ledger_is_shared_by_all_who_train_it_and_has_the_same_outcomes()
    {
        var study = from context in Axis(3, -1, 1, 2, 1) select Counts | Here | Context(context);
        var path = Path.Combine(runs.Options.Data.ProjectFolder, "ledger.db");
        var outcomes = new ImmutableArray<Outcome<Run>>[2];

        Parallel.For(0, 2, process =>
        {
            using var ledger = SqliteLedger.Open(path);
            outcomes[process] = study | TrainAll("contexts", ledger, parallel: 2, cancellation: Cancellation);
        });

        using var ledger = SqliteLedger.Open(path);
        var trials = ledger.Trials(Assert.Single(ledger.Studies("contexts")));
        Assert.Equal(["plan=counts context=3", "plan=counts context=-1", "plan=counts context=1", "plan=counts"], trials.Select(trial => trial.Point.ToString()));
        Assert.Equal([TrialState.Finished, TrialState.Failed, TrialState.Finished, TrialState.Finished], trials.Select(trial => trial.State));
        var alone = study | TrainAll(cancellation: Cancellation);
        Assert.All(outcomes, some => Assert.Equal(
            alone.Select(outcome => outcome.Match(run => run.Result.ToJson(), error => error.Message)),
            some.Select(outcome => outcome.Match(run => run.Result.ToJson(), error => error.Message))));
    }

    [Fact]
    public void A_study_in_a_ledger_is_trained_once_and_another_one_where_its_data_differ()
    {
        var study = from context in Axis(1, 2) select Counts | Here | Context(context);
        using var ledger = SqliteLedger.Open(Path.Combine(runs.Options.Data.ProjectFolder, "ledger.db"));
        _ = study | TrainAll("contexts", ledger, cancellation: Cancellation);
        var first = ledger.Trials(Assert.Single(ledger.Studies("contexts")));
        _ = study | TrainAll("contexts", ledger, cancellation: Cancellation);
        Assert.Equal(first.AsEnumerable(), ledger.Trials(Assert.Single(ledger.Studies("contexts"))));

        var others = from context in Axis(1, 2) select Counts | Here | Context(context) | Seed(5) | Set(spec => spec with { Split = spec.Split with { Seed = 5 } });
        _ = others | TrainAll("contexts", ledger, cancellation: Cancellation);
        Assert.Equal(2, ledger.Studies("contexts").Length);
    }

    [Fact]
    public void A_ranking_has_the_least_first_and_what_failed_last()
    {
        var study = from context in Axis(-1, 3, 1, 2) select Counts | Here | Context(context);

        var ranking = study | TrainAll(cancellation: Cancellation) | Rank(by: TrainLoss);

        // Counts that see more fit better what they have seen.
        Assert.Equal(3, (ranking | First).Value.Plan.Spec.Context);
        Assert.Equal([3, 2, 1], (ranking | Take(3)).Outcomes.Select(outcome => outcome.Value.Plan.Spec.Context));
        Assert.False(ranking.Outcomes[3].IsSuccess);
        var lines = ranking.ToTable().Split('\n');
        Assert.Equal(["name", "context", "train", "dev", "test", "parameters", "seconds"],
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("1  counts        3", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("4  failed: context: ", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_ranking_of_nothing_or_of_failures_has_a_failure_first()
    {
        Assert.False((Array.Empty<Plan<NoHyperparameters>>() | TrainAll(cancellation: Cancellation) | Rank(by: DevLoss) | First).IsSuccess);
        var failed = new[] { Counts | Here | Context(-1) } | TrainAll(cancellation: Cancellation) | Rank(by: DevLoss) | First;
        Assert.Contains("context", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    [NeedsTorch]
    public async Task Training_reports_each_step_and_goes_on_after_a_cancellation()
    {
        using var source = new CancellationTokenSource();
        var heard = new Heard(made =>
        {
            if (made.Step == 34)
            {
                source.Cancel();
            }
        });
        var plan = Network | Here | Sized.With(h => h with { Embedding = 3, Hidden = 8 });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => plan.TrainAsync(heard, source.Token));
        Assert.Equal(35, heard.All.Count);
        Assert.NotNull(heard.All[34].DevLoss);

        var again = new Heard(_ => { });
        await using var run = await plan.TrainAsync(again, Cancellation);

        Assert.Equal(Enumerable.Range(35, 25), again.All.Select(made => (int)made.Step));
        Assert.Equal(60, run.LossCurve[^1].Step);
        Assert.True((await plan.TryTrainAsync(cancellation: Cancellation)).IsSuccess);
    }

    [Fact]
    public void The_ends_of_a_logarithmic_axis_are_exact_and_the_ratios_equal()
    {
        var axis = LogAxis(0.01, 0.3, 4);

        Assert.Equal((4, 0.01, 0.3), (axis.Length, axis[0], axis[3]));
        Assert.Equal(axis[1] / axis[0], axis[3] / axis[2], 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => LogAxis(0, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogAxis(1, 2, 1));
    }

    public void Dispose() => runs.Dispose();

    private sealed class CountedExperiment(ExperimentSpec spec) : NgramExperiment
    {
        public override ExperimentSpec Spec => spec;

        public override ImmutableArray<string> GeneratedFiles => ["CountedExperiment.cs"];
    }

    private sealed class Heard(Action<TrainingProgress> also) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            also(value);
        }
    }
}
