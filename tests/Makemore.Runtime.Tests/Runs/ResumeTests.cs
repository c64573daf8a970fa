using CsCheck;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Training;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

public sealed class ResumeTests : IDisposable
{
    private readonly TestRuns whole = new();

    public ResumeTests() => whole.Run(TestRuns.Plan);

    [Fact]
    public void A_run_that_was_interrupted_at_any_steps_ends_like_one_that_was_not() =>
        Gen.Int[0, 58].Array[1, 4].Sample(
            steps =>
            {
                using var runs = new TestRuns();
                foreach (var step in steps.Distinct().Order())
                {
                    runs.Interrupt(TestRuns.Plan, step);
                }

                runs.Run(TestRuns.Plan);

                Assert.Equal(whole.Outcome(TestRuns.Plan), runs.Outcome(TestRuns.Plan));
            },
            iter: 30);

    [Fact]
    public void A_run_goes_on_where_it_was_interrupted()
    {
        using var runs = new TestRuns();
        runs.Interrupt(TestRuns.Plan, step: 22);

        Assert.Equal(23, runs.Interrupt(TestRuns.Plan, step: 30).FirstStep);
    }

    [Fact]
    [NeedsTorch]
    public void A_network_on_libtorch_ends_with_the_same_bits_after_an_interruption()
    {
        using var runs = new TestRuns();
        whole.Run(TestRuns.TorchPlan);
        runs.Interrupt(TestRuns.TorchPlan, step: 13);
        runs.Interrupt(TestRuns.TorchPlan, step: 44);

        runs.Run(TestRuns.TorchPlan);

        Assert.Equal(whole.Outcome(TestRuns.TorchPlan), runs.Outcome(TestRuns.TorchPlan));
    }

    [Theory]
    [NeedsTorch]
    [InlineData(OptimizerType.Momentum, true)]
    [InlineData(OptimizerType.Nesterov, true)]
    [InlineData(OptimizerType.Adam, true)]
    [InlineData(OptimizerType.Adamw, false)]
    [InlineData(OptimizerType.Lion, false)]
    public void The_memory_of_an_optimizer_survives_an_interruption(OptimizerType type, bool isWindowed)
    {
        var plan = TestRuns.LinearPlan(type, isWindowed, patience: 0);
        using var runs = new TestRuns();
        whole.Run(plan);
        runs.Interrupt(plan, step: 13);
        runs.Interrupt(plan, step: 44);

        runs.Run(plan);

        Assert.Equal(whole.Outcome(plan), runs.Outcome(plan));
    }

    [Theory]
    [NeedsTorch]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(22)]
    public void The_best_weights_of_early_stopping_survive_an_interruption(long step)
    {
        // So high a rate overshoots soon: the best weights are from before the end.
        var plan = TestRuns.LinearPlan(OptimizerType.Momentum, isWindowed: true, patience: 3);
        using var runs = new TestRuns();
        var result = whole.Run(plan);
        runs.Interrupt(plan, step);

        runs.Run(plan);

        Assert.InRange(result.Steps, 24, 59);
        Assert.Equal(result.Steps - (3 * plan.Spec.Evaluation.Every), result.Best!.Step);
        Assert.Equal(result.Best.Loss, result.Losses.Dev);
        Assert.Equal(whole.Outcome(plan), runs.Outcome(plan));
    }

    [Fact]
    public void The_last_two_checkpoints_are_kept() =>
        Assert.Equal(
            ["000000000060.safetensors", "000000000050.safetensors"], whole.Checkpoints(TestRuns.Plan).Select(Path.GetFileName));

    [Fact]
    public void Damage_to_the_newest_checkpoint_or_the_metrics_is_reported_and_mended() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255], Gen.Bool).Sample(
            (file, place, mask, isCut) =>
            {
                using var runs = new TestRuns();
                runs.Interrupt(TestRuns.Plan, step: 44);
                Damage(file == 0 ? runs.Checkpoints(TestRuns.Plan)[0] : runs.FolderOf(TestRuns.Plan).Metrics, place, mask, isCut);

                var observer = new CancelAfter(step: -1, new CancellationTokenSource());
                runs.Run(TestRuns.Plan, observer);

                Assert.Contains(observer.Warnings, warning => warning.Contains("is damaged", StringComparison.Ordinal));
                Assert.Equal(whole.Outcome(TestRuns.Plan), runs.Outcome(TestRuns.Plan));
            },
            iter: 40);

    [Fact]
    public void The_checkpoint_before_a_damaged_one_is_used()
    {
        using var runs = new TestRuns();
        runs.Interrupt(TestRuns.Plan, step: 44);
        Damage(runs.Checkpoints(TestRuns.Plan)[0], place: 100, mask: 1, isCut: true);

        Assert.Equal(40, runs.Interrupt(TestRuns.Plan, step: 50).FirstStep);
    }

    [Fact]
    public void What_a_killed_process_had_begun_to_write_has_no_meaning()
    {
        using var runs = new TestRuns();
        runs.Interrupt(TestRuns.Plan, step: 44);
        var folder = runs.FolderOf(TestRuns.Plan);
        File.AppendAllText(folder.Metrics, "{\"step\":45,\"spl");
        File.WriteAllText(Path.Combine(folder.Path, "checkpoint", "000000000050.safetensors.tmp"), "half");
        File.WriteAllText(folder.Result + ".tmp", "{\"na");
        File.WriteAllText(folder.Model, "of an older attempt");

        Assert.Equal(45, MetricsLog.Read(folder.Metrics)[^1].Step + 5);
        runs.Run(TestRuns.Plan);

        Assert.Equal(whole.Outcome(TestRuns.Plan), runs.Outcome(TestRuns.Plan));
    }

    [Fact]
    public void A_damaged_result_is_reported_and_made_again_from_the_last_checkpoint()
    {
        using var runs = new TestRuns();
        runs.Run(TestRuns.Plan);
        File.WriteAllText(runs.FolderOf(TestRuns.Plan).Result, "{}");
        var observer = new CancelAfter(step: -1, new CancellationTokenSource());

        runs.Run(TestRuns.Plan, observer);

        Assert.Contains("result.json is damaged", Assert.Single(observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(60, observer.FirstStep);
        Assert.Equal(whole.Outcome(TestRuns.Plan), runs.Outcome(TestRuns.Plan));
    }

    public void Dispose() => whole.Dispose();

    private static void Damage(string path, int place, byte mask, bool isCut)
    {
        var bytes = File.ReadAllBytes(path);
        place %= bytes.Length;
        bytes[place] ^= mask;
        File.WriteAllBytes(path, isCut ? bytes[..place] : bytes);
    }
}
