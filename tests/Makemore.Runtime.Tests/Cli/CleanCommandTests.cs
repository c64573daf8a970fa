using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class CleanCommandTests : IDisposable
{
    private readonly ManyRuns runs = new();

    private TestProject Project => runs.Project;

    public void Dispose() => runs.Dispose();

    [Fact]
    public void What_is_unfinished_or_stale_is_removed_with_its_empty_folders()
    {
        File.WriteAllText(Path.Combine(Project.Folder, "runs", "notes.txt"), "mine");

        var outcome = Project.Run("clean", "--yes");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"\ngone +[0-9a-f]{12}  finished, stale .*\n", outcome.Output);
        Assert.Matches(@"\nRemoved 4 runs of \d+\.\d MB\.\n\z", outcome.Output);
        Assert.Equal(["bigram", "mlp", "mlp hidden=300"], runs.Left());
        Assert.Equal(
            ["bigram", "mlp"], Directory.GetDirectories(Path.Combine(Project.Folder, "runs")).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(Path.Combine(Project.Folder, "runs", "notes.txt")));
        Assert.Equal("There is nothing to remove.\n", Project.Run("clean").Output);
    }

    [Fact]
    public void Only_runs_that_nobody_wrote_to_for_long_are_old()
    {
        foreach (var file in Directory.GetFiles(runs.Folder("hidden = 500")))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-31));
        }

        Project.Run("clean", "--older-than", "30d", "--yes");

        Assert.DoesNotContain("mlp hidden=500", runs.Left());
        Assert.Equal(6, runs.Left().Count());
    }

    [Theory]
    [InlineData("y", 3)]
    [InlineData("n", 7)]
    [InlineData("", 7)]
    public void Somebody_at_a_terminal_is_asked(string answer, int left)
    {
        Project.InputIsTerminal = true;
        Project.Input = answer + "\n";

        var outcome = Project.Run("clean");

        Assert.EndsWith(left == 7 ? "\nNothing was removed.\n" : " MB.\n", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"^Remove 4 runs of \d+\.\d MB\? \[y/N\] \z", outcome.Error);
        Assert.Equal((0, left), (outcome.ExitCode, runs.Left().Count()));
    }

    [Fact]
    public void A_finished_run_of_a_sweep_is_kept_though_its_spec_is_none_of_the_project()
    {
        var options = new RunnerOptions(Path.Combine(Project.Folder, "runs"), new(Project.Folder, [], Project.Folder));
        var plan = RunPlan.Of(new SteppedExperiment("mlp") { Steps = 7 });
        var cancellation = TestContext.Current.CancellationToken;
        var ofSweep = Runner.Run(plan with { IsOfSweep = true }, options, ITrainingObserver.Silent, cancellation);
        var ofOldSpec = Runner.Run(
            RunPlan.Of(new SteppedExperiment("mlp") { Steps = 8 }), options, ITrainingObserver.Silent, cancellation);

        Project.Run("clean", "--yes");

        Assert.Equal((true, false), (Directory.Exists(ofSweep.Folder), Directory.Exists(ofOldSpec.Folder)));
    }

    [Fact]
    public void A_run_that_a_process_works_on_is_kept_and_shown_as_running()
    {
        using (RunLock.TryTake(Path.Combine(runs.Folder("hidden = 500"), "run.lock")))
        {
            Assert.Equal("running", Project.Run("runs", "--where", "hidden = 500", "--json").Json
                .GetProperty("runs")[0].GetProperty("status").GetString());
            var outcome = Project.Run("clean", "--yes");

            Assert.Matches(@"\nRemoved 3 runs of .*\nmlp@[0-9a-f]{12} is kept: a process works on it\.\n\z", outcome.Output);
            Assert.Contains("mlp hidden=500", runs.Left());
        }

        Assert.Contains("Removed 1 run of", Project.Run("clean", "--yes").Output, StringComparison.Ordinal);
    }
}
