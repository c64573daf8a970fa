using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Runs;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Studies;

/// <summary>Kills real processes while they work on a sweep.</summary>
public sealed class KilledStudyTests
{
    private const string RunsVariable = "MAKEMORE_TEST_RUNS";
    private const string DataVariable = "MAKEMORE_TEST_DATA";
    private const string PruneVariable = "MAKEMORE_TEST_PRUNE";
    private const string ReadyName = "ready";
    private const string EndedName = "ended.txt";
    private const int Kills = 20;

    /// <summary>A process takes a second to start, so that all rules of pruning are for MAKEMORE_LONG_TESTS=1.</summary>
    public static TheoryData<PruneType> Rules => Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1"
        ? [.. Enum.GetValues<PruneType>()]
        : [PruneType.None, PruneType.Asha];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_sweep_that_was_killed_twenty_times_ends_like_one_that_was_not(PruneType prune)
    {
        using var whole = new TestStudy(TestSweep.Of(prune));
        using var killed = new TestStudy(TestSweep.Of(prune));
        whole.Run();
        // The moments are drawn, so that over the machines and the years they are many.
        var random = new Random();
        var moments = Enumerable.Range(0, Kills).Select(_ => random.Next(5, 200)).ToArray();
        foreach (var moment in moments)
        {
            using var process = await Start(killed, prune);
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains(killed.Trials(), trial => !trial.IsClosed);
        killed.Run(observer: new EndedFile(killed.Options.RunsFolder, isSlow: false));

        Assert.Equal(whole.Outcome(), killed.Outcome());
        var trials = killed.Trials();
        Assert.Equal(40, trials.Length);
        Assert.All(trials, trial => Assert.True(trial.IsClosed, $"trial {trial.Number} is {trial.State}"));
        if (prune == PruneType.None)
        {
            Assert.All(trials, trial => Assert.Equal(TrialState.Finished, trial.State));
        }
        else
        {
            Assert.Contains(trials, trial => trial.State == TrialState.Pruned);
        }

        var ended = File.ReadAllLines(Path.Combine(killed.Options.RunsFolder, EndedName));
        Assert.Equal(ended.Distinct(), ended);
    }

    [Fact]
    public async Task Of_two_workers_the_other_takes_over_what_a_killed_one_has_left()
    {
        using var study = new TestStudy(TestSweep.Of(PruneType.None));
        using var process = await Start(study, PruneType.None);
        var others = new EndedFile(study.Options.RunsFolder, isSlow: true);
        var here = Task.Run(() => study.Run(observer: others), TestContext.Current.CancellationToken);
        while (!IsAtItsSecond(process.Id))
        {
            Assert.False(here.IsCompleted, "The sweep came to its end before the process could be killed.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await here;

        var trials = study.Trials();
        Assert.Equal(40, trials.Length);
        Assert.All(trials, trial => Assert.Equal(TrialState.Finished, trial.State));
        Assert.True(trials.Select(trial => trial.Worker.Process).Distinct().Count() == 2, "Both processes should have had a part in it.");
        var ended = File.ReadAllLines(Path.Combine(study.Options.RunsFolder, EndedName));
        Assert.Equal(ended.Distinct(), ended);

        // It has finished a trial and works on another.
        bool IsAtItsSecond(int id)
        {
            var own = File.Exists(study.LedgerPath) ? study.Trials().Where(trial => trial.Worker.Process == id).ToList() : [];
            return own.Exists(trial => trial.State == TrialState.Finished) && own.Exists(trial => trial.State == TrialState.Running);
        }
    }

    /// <summary>What the killed process does: it works on the sweep like any other.</summary>
    [Fact(Explicit = true)]
    public void Work_until_killed()
    {
        var data = Environment.GetEnvironmentVariable(DataVariable)!;
        var runs = Environment.GetEnvironmentVariable(RunsVariable)!;
        TestStudy.Run(
            TestSweep.Of(Enum.Parse<PruneType>(Environment.GetEnvironmentVariable(PruneVariable)!)),
            new RunnerOptions(runs, new(data, [], data)), 1, new EndedFile(runs, isSlow: true), TestContext.Current.CancellationToken);
    }

    // Begins to count when the process is at its work, so that starting it takes no part of the moment.
    private static async Task<System.Diagnostics.Process> Start(TestStudy study, PruneType prune)
    {
        Directory.CreateDirectory(study.Options.RunsFolder);
        var ready = Path.Combine(study.Options.RunsFolder, ReadyName);
        File.Delete(ready);
        var process = TestProcess.Start(
            $"{nameof(KilledStudyTests)}.{nameof(Work_until_killed)}", (RunsVariable, study.Options.RunsFolder),
            (DataVariable, study.Options.Data.ProjectFolder), (PruneVariable, prune.ToString()));
        while (!File.Exists(ready))
        {
            Assert.False(process.HasExited, "The process ended before it began.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return process;
    }

    /// <summary>Writes down which trials came to their end; a trial that did so twice stands there twice.</summary>
    private sealed class EndedFile(string folder, bool isSlow) : IStudyObserver
    {
        public void Began(Trial trial) => File.WriteAllText(Path.Combine(folder, ReadyName), "");

        // Slow enough not to come to the end before it was killed often enough, on whatever machine.
        public void Stepped(Trial trial, in TrainingProgress progress) => Thread.Sleep(isSlow ? 1 : 0);

        public void Ended(Trial trial, TrialState state, double? objective, string? error)
        {
            if (state == TrialState.Finished)
            {
                File.AppendAllText(Path.Combine(folder, EndedName), $"{trial.Number}\n");
            }
        }
    }
}
