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
            ["checkpoint", "metrics.jsonl", "model.safetensors", "result.json", "run.lock", "samples.txt", "spec.yaml",
                "tokenizer.json"],
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(TestRuns.Plan.CanonicalSpec, File.ReadAllText(Path.Combine(folder, "spec.yaml")));
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
    public void A_run_that_lost_its_weights_is_not_finished()
    {
        var result = runs.Run(TestRuns.Plan);
        var weights = Path.Combine(result.Folder!, "model.safetensors");
        var written = File.ReadAllBytes(weights);
        File.Delete(weights);

        Assert.Null(Runner.FindResult(TestRuns.Plan, runs.Options));
        runs.Run(TestRuns.Plan);
        Assert.Equal(written, File.ReadAllBytes(weights));
    }

    [Fact]
    public void Other_settings_other_hyperparameters_and_other_data_make_another_run()
    {
        var plans = new[]
        {
            TestRuns.Plan,
            TestRuns.Plan with { CanonicalSpec = "other" },
            TestRuns.TorchPlan,
            TestRuns.TorchPlan with { Hyperparameters = TestRuns.TorchPlan.Hyperparameters.With("hidden", 9) },
        };
        var hashes = plans.SelectMany(plan => (string[])[RunHash.Of(plan, "a"), RunHash.Of(plan, "b")]);

        Assert.Equal(8, hashes.Distinct().Count());
        Assert.Equal(RunHash.Of(TestRuns.Plan, "a"), RunHash.Of(RunPlan.Of(new SoftmaxExperiment(TestRuns.Spec)), "a"));
    }

    [Fact]
    public void What_a_spec_says_of_itself_and_expects_makes_no_other_run()
    {
        const string Text = "context: 3\ntraining:\n  steps: 5\n";
        var plain = TestRuns.Plan with { CanonicalSpec = Text };
        var told = plain with
        {
            CanonicalSpec =
            $"description: A run\n{Text}expect:\n  dev-loss: 2 +- 1\n  loss:\n    0: 3 +- 1\n"
        };

        Assert.Equal(RunHash.Of(plain, "a"), RunHash.Of(told, "a"));
        Assert.NotEqual(RunHash.Of(plain, "a"), RunHash.Of(plain with { CanonicalSpec = Text + "sampling:\n  count: 3\n" }, "a"));
    }

    [Fact]
    public void Other_generated_code_makes_another_run() => Assert.NotEqual(
        RunHash.Of(RunPlan.Of(new SoftmaxExperiment(TestRuns.Spec)), "a"),
        RunHash.Of(RunPlan.Of(new SoftmaxExperiment(TestRuns.Spec, codeHash: "other")), "a"));

    [Fact]
    public void Perplexities_and_bits_per_character_stand_beside_the_losses()
    {
        var result = runs.Run(TestRuns.Plan);

        Assert.Equal(Math.Exp(result.Losses.Dev!.Value), result.Perplexities.Dev!.Value, 1e-12);
        // One token is one character here, and the end of a line is both.
        Assert.Equal(result.Losses.Dev.Value / Math.Log(2), result.BitsPerCharacter!.Dev!.Value, 1e-12);
        Assert.Contains("\"perplexities\":{\"train\":", result.ToJson(), StringComparison.Ordinal);
        Assert.Equal(result.BitsPerCharacter, runs.FolderOf(TestRuns.Plan).ReadResult()!.BitsPerCharacter);
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

        public override string CanonicalSpec => "counted";

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
