using System.Diagnostics;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class InterruptionTests
{
    [Fact]
    public void An_interrupted_run_ends_with_130_and_goes_on_from_its_checkpoint()
    {
        using var source = new CancellationTokenSource();
        var steps = new List<long>();
        using var interrupted = new TestProject
        {
            Experiments = [new SteppedExperiment("mlp")
            {
                BeforeStep = step =>
                {
                    steps.Add(step);
                    if (steps.Count == 8)
                    {
                        source.Cancel();
                    }
                },
            }],
            Cancellation = source.Token,
        };
        var stopped = interrupted.Run("train", "mlp", "--json");
        using var again = new TestProject { Experiments = interrupted.Experiments };
        var finished = again.Run("train", "mlp", "--runs", Path.Combine(interrupted.Folder, "runs"));

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal(130, stopped.Json.GetProperty("exitCode").GetInt32());
        Assert.Equal(
            "Interrupted. mlp is saved as of step 8: the same command goes on from there.",
            stopped.Json.GetProperty("error").GetString());
        Assert.Contains("mlp: goes on from step 8 of 20\n", finished.Error, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 20).Select(step => (long)step), steps);
    }

    [Fact]
    public void A_step_that_does_not_end_is_left()
    {
        using var source = new CancellationTokenSource();
        using var left = new ManualResetEventSlim();
        var (exitCode, clock) = (0, new Stopwatch());
        using var project = new TestProject
        {
            Experiments = [new SteppedExperiment("mlp")
            {
                BeforeStep = step =>
                {
                    if (step == 7)
                    {
                        clock.Start();
                        source.Cancel();
                        left.Wait(TimeSpan.FromSeconds(30));
                    }
                },
            }],
            Cancellation = source.Token,
            Exit = code =>
            {
                clock.Stop();
                exitCode = code;
                left.Set();
            },
        };

        var outcome = project.Run("train", "mlp", "--quiet");

        Assert.Equal(130, exitCode);
        // Two seconds are promised; a busy machine may take longer.
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 10);
        Assert.StartsWith(
            "error: Interrupted. mlp is saved as of step 5: the same command goes on from there.\n", outcome.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_kept_nothing_is_promised()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using var project = new TestProject { Cancellation = source.Token };

        var outcome = project.Run("train", "bigram");

        Assert.Equal(130, outcome.ExitCode);
        Assert.Equal(
            """
            Stopping. A second Ctrl-C ends at once.
            error: Interrupted. Nothing was kept of what was under way: the same command starts it again.

            """.ReplaceLineEndings("\n"),
            outcome.Error);
    }
}
