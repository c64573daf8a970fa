using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tests.Torch;
using Makemore.Runtime.Training;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>Kills real processes while they train and write.</summary>
public sealed class KilledProcessTests
{
    private const string RunsVariable = "MAKEMORE_TEST_RUNS";
    private const string DataVariable = "MAKEMORE_TEST_DATA";
    private const long LastStep = 1900;

    private const string PlanVariable = "MAKEMORE_TEST_PLAN";

    /// <summary>Without libtorch, and with an optimizer that remembers; MAKEMORE_LONG_TESTS=1 takes all optimizers.</summary>
    public static TheoryData<string> Plans => Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1"
        ? ["softmax", .. Enum.GetNames<OptimizerType>()]
        : ["softmax", nameof(OptimizerType.Adamw)];

    // The networks on libtorch keep the best weights too, but never stop by them.
    private static RunPlan PlanOf(string name)
    {
        var plan = name == "softmax" ? TestRuns.Plan
            : TestRuns.LinearPlan(Enum.Parse<OptimizerType>(name), isWindowed: true, patience: 100_000);
        var spec = plan.Spec with
        {
            Training =
            plan.Spec.Training with { Steps = 2000, Checkpoint = 7, LearningRate = Schedule.Constant(0.1) }
        };
        return RunPlan.Of(name == "softmax" ? new SoftmaxExperiment(spec) : new LinearExperiment(spec));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task A_run_whose_process_was_killed_ends_like_one_that_was_not(string name)
    {
        if (name != "softmax")
        {
            NeedsTorchAttribute.Load();
        }

        var plan = PlanOf(name);
        using var whole = new TestRuns();
        using var killed = new TestRuns();
        whole.Run(plan);

        // Once is enough for a network on libtorch, whose process takes its time to start.
        foreach (var checkpoints in name == "softmax" ? (int[])[1, 12, 5] : [12])
        {
            await KillAfterCheckpoints(killed, name, checkpoints);
        }

        Assert.NotEmpty(killed.Checkpoints(plan));
        killed.Run(plan);

        Assert.Equal(whole.Outcome(plan), killed.Outcome(plan));
    }

    /// <summary>What the killed process does: it trains, but never comes to an end.</summary>
    [Fact(Explicit = true)]
    public void Train_until_killed()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable)!;
        var options = new RunnerOptions(Environment.GetEnvironmentVariable(RunsVariable)!, new(data, [], data));

        Runner.Run(PlanOf(Environment.GetEnvironmentVariable(PlanVariable)!), options, new StopBeforeTheEnd(),
            TestContext.Current.CancellationToken);
    }

    private static async Task KillAfterCheckpoints(TestRuns runs, string name, int checkpoints)
    {
        var folder = Path.Combine(runs.FolderOf(PlanOf(name)).Path, "checkpoint");
        Directory.CreateDirectory(folder);
        var seen = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(folder, "*.safetensors");
        watcher.Renamed += (_, _) =>
        {
            if (Interlocked.Decrement(ref checkpoints) == 0)
            {
                seen.SetResult();
            }
        };
        watcher.EnableRaisingEvents = true;
        using var process = TestProcess.Start(
            $"{nameof(KilledProcessTests)}.{nameof(Train_until_killed)}",
            (RunsVariable, runs.Options.RunsFolder), (PlanVariable, name), (DataVariable, runs.Options.Data.ProjectFolder));
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        var first = await Task.WhenAny(seen.Task, process.WaitForExitAsync(TestContext.Current.CancellationToken));
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(first == seen.Task, await output + await error);
    }

    private sealed class StopBeforeTheEnd : ITrainingObserver
    {
        public void Stepped(in TrainingProgress progress)
        {
            if (progress.Step == LastStep)
            {
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
