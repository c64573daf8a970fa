using System.Collections.Immutable;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tests.Training;
using Makemore.Runtime.Training;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

public sealed class RunnerTests : IDisposable
{
    private readonly TestRuns runs = new();

    [Fact]
    public void A_run_leaves_its_files_in_the_folder_of_its_hash()
    {
        var result = runs.Run(TestRuns.Plan);

        var folder = Path.Combine(runs.Options.RunsFolder, "lectures", "softmax", result.Hash);
        Assert.Equal(folder, result.Folder);
        Assert.Matches("^[0-9a-f]{12}$", result.Hash);
        Assert.Equal(
            ["checkpoint", "makemore-run.json", "metrics.jsonl", "model.safetensors", "result.json", "run.lock", "samples.txt", "spec.yaml",
                "tokenizer.json"],
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(TestRuns.Plan.ToYaml(), File.ReadAllText(Path.Combine(folder, "spec.yaml")));
        Assert.Equal(10, File.ReadAllLines(Path.Combine(folder, "samples.txt")).Length);
        Assert.StartsWith("{\"step\":0,\"split\":\"train\",\"loss\":",
            File.ReadLines(Path.Combine(folder, "metrics.jsonl")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_is_found_and_not_run_again()
    {
        Assert.Null(Runner.FindResult(TestRuns.Plan, runs.Options));
        var result = runs.Run(TestRuns.Plan);
        var observer = new CancelAfter(step: -1, new CancellationTokenSource());

        Assert.Equal(result, runs.Run(TestRuns.Plan, observer));
        Assert.Equal(result, Runner.FindResult(TestRuns.Plan, runs.Options));
        Assert.Equal(-1, observer.FirstStep);
    }

    [Fact]
    public void Other_samples_are_drawn_without_another_training()
    {
        var result = runs.Run(TestRuns.Plan);
        var other = TestRuns.Plan with { Spec = TestRuns.Spec with { Sampling = new() { Count = 3, Seed = 5 } } };
        var observer = new CancelAfter(step: -1, new CancellationTokenSource());

        var again = runs.Run(other, observer);

        Assert.Equal((result.Hash, result.Losses, -1L), (again.Hash, again.Losses, observer.FirstStep));
        Assert.Equal(3, File.ReadAllLines(runs.FolderOf(other).Samples).Length);
        Assert.Equal(again, Runner.FindResult(other, runs.Options));
    }

    [Fact]
    public void A_run_that_did_not_record_a_loss_that_is_expected_now_is_made_again()
    {
        var result = runs.Run(TestRuns.Plan);
        var expecting = TestRuns.Plan with { Spec = TestRuns.Spec with { Expect = [new(Figure.Loss, 7, 1, 1)] } };
        Assert.Null(Runner.FindResult(expecting, runs.Options));

        var again = runs.Run(expecting);

        Assert.Equal((result.Hash, result.Losses), (again.Hash, again.Losses));
        Assert.Contains(MetricsLog.Read(runs.FolderOf(expecting).Metrics), metric => metric.Step == 7);
    }

    [Fact]
    public void Perplexities_and_bits_per_character_stand_beside_the_losses()
    {
        var result = runs.Run(TestRuns.Plan);

        Assert.Equal(Math.Exp(result.Losses.Dev!.Value), result.Perplexities.Dev!.Value, 1e-12);
        // One token is one character here, and the end of a line is both.
        Assert.Equal(result.Losses.Dev.Value / Math.Log(2), result.BitsPerCharacter!.Dev!.Value, 1e-12);
        Assert.Contains("\"perplexities\":{\"train\":", result.ToJson(), StringComparison.Ordinal);
        Assert.Equal(result.BitsPerCharacter, Runner.FindResult(TestRuns.Plan, runs.Options)!.BitsPerCharacter);
    }

    [Fact]
    [NeedsTorch]
    public void An_opened_run_has_the_losses_and_samples_of_its_result()
    {
        var result = runs.Run(TestRuns.TorchPlan);
        using var trained = Runner.Open(TestRuns.TorchPlan, runs.Options);

        var losses = trained.Evaluate(TestContext.Current.CancellationToken);
        var samples = trained.Sample(cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(result.Losses, losses);
        Assert.Equal(File.ReadAllLines(runs.FolderOf(TestRuns.TorchPlan).Samples), samples);
    }

    [Fact]
    public void Opening_a_run_that_is_not_finished_says_how_to_train_it()
    {
        var error = Assert.Throws<MakemoreException>(() => Runner.Open(TestRuns.Plan, runs.Options));

        Assert.Contains("`train lectures/softmax`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_counted_model_runs_without_steps_and_an_infinite_loss_is_written_as_text()
    {
        var plan = RunPlan.Of(new CountedExperiment(TestRuns.Spec with { Name = "bigram", Context = 2 }));

        var result = runs.Run(plan);

        Assert.Equal(0, result.Steps);
        Assert.Equal(double.PositiveInfinity, result.Losses.Test);
        Assert.Contains("\"test\":\"Infinity\"", File.ReadAllText(runs.FolderOf(plan).Result), StringComparison.Ordinal);
        Assert.Equal(result, Runner.FindResult(plan, runs.Options));
        using var trained = Runner.Open(plan, runs.Options);
        Assert.Equal(result.Losses, trained.Evaluate(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_split_that_is_empty_has_no_loss()
    {
        var spec = TestRuns.Spec with { Split = new() { Train = 1, Dev = 0, Test = 0 } };

        var result = runs.Run(RunPlan.Of(new SoftmaxExperiment(spec)));

        Assert.NotNull(result.Losses.Train);
        Assert.Null(result.Losses.Dev);
        Assert.Null(result.Losses.Test);
    }

    [Fact]
    public async Task Runs_that_are_started_at_once_train_only_once()
    {
        var first = new StopAtFirstStep();
        var second = new CancelAfter(step: -1, new CancellationTokenSource());
        var running = Task.Run(() => runs.Run(TestRuns.Plan, first), TestContext.Current.CancellationToken);
        await first.IsTraining.Task;
        var waiting = Task.Run(() => runs.Run(TestRuns.Plan, second), TestContext.Current.CancellationToken);

        first.MayGoOn.SetResult();

        Assert.Equal(await running, await waiting);
        Assert.Equal(-1, second.FirstStep);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_an_error_with_its_path()
    {
        File.WriteAllText(runs.Options.RunsFolder, "a file where the folder should be");

        var error = Assert.Throws<MakemoreException>(() => runs.Run(TestRuns.Plan));

        Assert.Contains(runs.Options.RunsFolder, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => runs.Dispose();

    private sealed class CountedExperiment(ExperimentSpec spec) : NgramExperiment
    {
        public override ExperimentSpec Spec => spec;

        public override ImmutableArray<string> GeneratedFiles => ["CountedExperiment.cs"];
    }

    private sealed class StopAtFirstStep : ITrainingObserver
    {
        public TaskCompletionSource IsTraining { get; } = new();

        public TaskCompletionSource MayGoOn { get; } = new();

        public void Started(long step, long steps)
        {
            IsTraining.SetResult();
            MayGoOn.Task.Wait();
        }
    }
}
