using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class StopCommandTests
{
    [Fact]
    public void A_run_that_is_asked_to_stop_saves_itself_says_so_and_goes_on_later()
    {
        using var project = new TestProject();
        var asked = false;
        var steps = new List<long>();
        project.Experiments = [new SteppedExperiment("mlp")
        {
            BeforeStep = step =>
            {
                steps.Add(step);
                if (step == 8 && !asked)
                {
                    asked = true;
                    Assert.True(StopRequest.TryPlace(Folder(project)));
                    // Until it was heard of.
                    Thread.Sleep(1000);
                }
            },
        }];

        var stopped = project.Run("train", "mlp");
        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal("error: mlp was stopped from outside at step 9, and is saved: the same command goes on from there.\n",
            stopped.Error[stopped.Error.IndexOf("error:", StringComparison.Ordinal)..]);
        Assert.False(File.Exists(Folder(project).StopRequest));
        Assert.Equal(0, project.Run("train", "mlp").ExitCode);
        Assert.Equal(Enumerable.Range(0, 20).Select(step => (long)step), steps);
    }

    [Fact]
    public void A_request_that_is_left_over_does_not_stop_the_next_start()
    {
        using var project = new TestProject();
        project.Experiments = [new SteppedExperiment("mlp") { BeforeStep = step => Thread.Sleep(step == 2 ? 500 : 0) }];
        Assert.Equal(0, project.Run("train", "mlp", "--hidden", "7").ExitCode);
        var folder = Folder(project);
        File.Delete(folder.Result);
        Directory.Delete(Path.Combine(folder.Path, "checkpoint"), recursive: true);
        File.WriteAllText(folder.StopRequest, "");

        Assert.Equal(0, project.Run("train", "mlp", "--hidden", "7").ExitCode);
        Assert.False(File.Exists(folder.StopRequest));
    }

    [Fact]
    public void What_is_not_running_is_not_asked()
    {
        using var project = new TestProject();
        project.Run("train", "mlp");

        var outcome = project.Run("stop", "mlp");

        Assert.Equal((0, "None of them is running.\n"), (outcome.ExitCode, outcome.Output));
        Assert.False(StopRequest.TryPlace(Folder(project)));
        Assert.Equal(2, project.Run("stop", "mpl").ExitCode);
    }

    [Fact]
    public async Task A_running_one_has_stopped_when_the_command_ends()
    {
        using var project = new TestProject();
        using var isBegun = new ManualResetEventSlim();
        project.Experiments = [new SteppedExperiment("mlp")
        {
            Steps = 10_000,
            BeforeStep = _ =>
            {
                isBegun.Set();
                Thread.Sleep(5);
            },
        }];
        var training = Task.Run(() => project.Run("train", "mlp"), TestContext.Current.CancellationToken);
        Assert.True(isBegun.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        var outcome = project.Run("stop", "mlp", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.True(outcome.Json.GetProperty("stopped")[0].GetProperty("steps").GetInt64() > 0);
        Assert.Equal(130, (await training).ExitCode);
        Assert.Equal(RunStatus.Interrupted, new RunCatalog(project.Experiments, RunnerOptions.OfProject(project.Folder), DateTimeOffset.UtcNow).Runs.Single().Status);
    }

    [Fact]
    public void A_project_without_a_board_says_what_serves_one()
    {
        using var project = new TestProject();

        var outcome = project.Run("board");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("refer to Makemore.Board", outcome.Error, StringComparison.Ordinal);
    }

    private static RunFolder Folder(TestProject project) => RunFolders.All(Path.Combine(project.Folder, "runs")).Single();
}
