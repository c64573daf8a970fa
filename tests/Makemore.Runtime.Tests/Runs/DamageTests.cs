using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Tests.Cli;
using Makemore.Runtime.Tests.Training;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>What happens to finished runs on a disk, and to running ones.</summary>
public sealed class DamageTests : IDisposable
{
    private static readonly string[] Files =
    [
        "makemore-run.json", "metrics.jsonl", "model.safetensors", "result.json", "samples.txt", "spec.yaml", "tokenizer.json",
    ];

    private readonly TestRuns runs = new();

    public static TheoryData<string, string> Damages =>
    [
        .. Files.SelectMany(file => ((string[])["bit", "zeros", "cut", "longer", "gone"]).Select(damage => (file, damage))),
        ("tokenizer.json", "permuted"), ("result.json", "loss"), ("result.json", "nonsense"), ("model.safetensors", "nan"),
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_of_a_finished_run_is_named_and_the_next_start_repairs_it(string file, string damage)
    {
        runs.Run(TestRuns.Plan);
        var outcome = runs.Outcome(TestRuns.Plan);
        var path = Path.Combine(runs.FolderOf(TestRuns.Plan).Path, file);
        Damage(path, damage);

        Assert.Null(Runner.FindResult(TestRuns.Plan, runs.Options));
        var error = Assert.Throws<MakemoreException>(() => Runner.Open(TestRuns.Plan, runs.Options));
        var observer = new CancelAfter(step: -1, new CancellationTokenSource());
        runs.Run(TestRuns.Plan, observer);

        // Without a result, a run is one that was stopped right before its end.
        if ((file, damage) != ("result.json", "gone"))
        {
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("`train lectures/softmax` repairs the run", error.Message, StringComparison.Ordinal);
            Assert.Contains(observer.Warnings, warning => warning.StartsWith(path, StringComparison.Ordinal));
        }

        Assert.Equal(outcome, runs.Outcome(TestRuns.Plan));
        Assert.NotNull(Runner.FindResult(TestRuns.Plan, runs.Options));
    }

    [Fact]
    public void A_loss_beyond_all_bounds_is_a_failure_and_the_same_settings_fail_at_once_the_next_time()
    {
        var steps = 0;
        var plan = RunPlan.Of(new SteppedExperiment("mlp")
        {
            BeforeStep = _ => steps++, Loss = step => step < 12 ? 3 : 3.4e23,
        });

        var first = Assert.Throws<DivergedException>(() => runs.Run(plan));
        var second = Assert.Throws<MakemoreException>(() => runs.Run(plan));

        Assert.Equal((13, 1, 1), (steps, first.ExitCode, second.ExitCode));
        Assert.StartsWith("The loss became 3.4E+23 at step 12 with learning rate 0.1.", first.Message, StringComparison.Ordinal);
        Assert.StartsWith("'mlp' failed before with the same settings, at step 12: The loss became 3.4E+23", second.Message,
            StringComparison.Ordinal);
        Assert.Null(Runner.FindResult(plan, runs.Options));
    }

    [Fact]
    public void Weights_that_diverge_at_the_last_step_are_a_failure_too()
    {
        var plan = RunPlan.Of(new SteppedExperiment("mlp") { SplitLoss = 1e6 });

        Assert.Equal(20, Assert.Throws<DivergedException>(() => runs.Run(plan)).Step);
    }

    [Fact]
    public void A_run_whose_folder_is_deleted_while_it_trains_fails_and_says_so()
    {
        var folder = "";
        var plan = RunPlan.Of(new SteppedExperiment("mlp")
        {
            BeforeStep = step =>
            {
                if (step == 7)
                {
                    Directory.Delete(folder, recursive: true);
                }
            },
        });
        folder = runs.FolderOf(plan).Path;

        var error = Assert.Throws<MakemoreException>(() => runs.Run(plan));

        Assert.Equal(1, error.ExitCode);
        Assert.StartsWith($"{folder} was deleted while the run was going on", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    public void Dispose() => runs.Dispose();

    private static void Damage(string path, string damage)
    {
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "bit":
                bytes[bytes.Length / 2] ^= 1;
                break;
            case "zeros":
                bytes.AsSpan(bytes.Length / 2).Clear();
                break;
            case "cut":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "longer":
                bytes = [.. bytes, .. "x"u8];
                break;
            case "gone":
                File.Delete(path);
                return;
            case "permuted":
                File.WriteAllText(path, File.ReadAllText(path).Replace("ah", "ha", StringComparison.Ordinal));
                return;
            case "loss":
                File.WriteAllText(path, File.ReadAllText(path).Replace("\"dev\":", "\"dev\":1", StringComparison.Ordinal));
                return;
            case "nonsense":
                File.WriteAllText(path, "{}");
                return;
            case "nan":
                bytes.AsSpan(bytes.Length - 8).Fill(0xFF);
                break;
        }

        File.WriteAllBytes(path, bytes);
    }
}
