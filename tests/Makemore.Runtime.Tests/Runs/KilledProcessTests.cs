using System.Diagnostics;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>Kills real processes while they train and write.</summary>
public sealed class KilledProcessTests
{
    private const string RunsVariable = "MAKEMORE_TEST_RUNS";
    private const string DataVariable = "MAKEMORE_TEST_DATA";
    private const long LastStep = 1900;

    private static readonly RunPlan Plan = RunPlan.Of(new SoftmaxExperiment(
        TestRuns.Spec with { Training = TestRuns.Spec.Training with { Steps = 2000, Checkpoint = 7 } }));

    [Fact]
    public async Task A_run_whose_process_was_killed_ends_like_one_that_was_not()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Makemore.Runtime.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        Assert.SkipUnless(File.Exists(program), $"{program} is not there, so the tests cannot start themselves.");
        using var whole = new TestRuns();
        using var killed = new TestRuns();
        whole.Run(Plan);

        foreach (var checkpoints in (int[])[1, 12, 5])
        {
            await KillAfterCheckpoints(program, killed, checkpoints);
        }

        Assert.NotEmpty(killed.Checkpoints(Plan));
        killed.Run(Plan);

        Assert.Equal(whole.Outcome(Plan), killed.Outcome(Plan));
    }

    /// <summary>What the killed process does: it trains, but never comes to an end.</summary>
    [Fact(Explicit = true)]
    public void Train_until_killed()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable)!;
        var options = new RunnerOptions(Environment.GetEnvironmentVariable(RunsVariable)!, new(data, [], data));

        Runner.Run(Plan, options, new StopBeforeTheEnd(), TestContext.Current.CancellationToken);
    }

    private static async Task KillAfterCheckpoints(string program, TestRuns runs, int checkpoints)
    {
        var folder = Path.Combine(runs.FolderOf(Plan).Path, "checkpoint");
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
        var start = new ProcessStartInfo(program, ["-method", $"*.{nameof(KilledProcessTests)}.{nameof(Train_until_killed)}", "-explicit", "only"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[RunsVariable] = runs.Options.RunsFolder;
        start.Environment[DataVariable] = runs.Options.Data.ProjectFolder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        var first = await Task.WhenAny(seen.Task, process.WaitForExitAsync(TestContext.Current.CancellationToken));
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(first == seen.Task, await output);
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
