using CsCheck;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Data;
using Makemore.Sqlite;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Ledgers;

public sealed class SqliteLedgerTests : IDisposable
{
    private static readonly StudyIdentity Identity = new("sweeps/size", "0123456789ab", new() { ["search.type"] = "grid" });
    private static readonly Worker Here = Worker.Here(0);

    // A process of this machine that is not there, and a machine that was never heard of.
    private static readonly Worker Killed = new(Environment.MachineName, int.MaxValue, DateTimeOffset.UnixEpoch, 0);
    private static readonly Worker Elsewhere = new("another-machine", 1, DateTimeOffset.UnixEpoch, 0);

    private readonly TestFolder folder = new();

    private string FilePath => Path.Combine(folder.Path, "ledger.db");

    [Fact]
    public void A_trial_is_kept_with_all_that_happened_to_it()
    {
        TrialRun run = new(7, "abcdef012345", 2.5, new(2.25, 2.5, null), 1000, 200, 0.125);
        using (var ledger = SqliteLedger.Open(FilePath))
        {
            var study = ledger.Open(Identity);
            var trial = ledger.Claim(study, Here, Begin)!;
            Assert.Equal((0, TrialState.Running, Here), (trial.Number, trial.State, trial.Worker));
            Assert.True(ledger.Report(study, 0, Here, new(100, 3.0000000000000004), _ => null));
            Assert.True(ledger.Report(study, 0, Here, new(400, double.NaN), _ => null));
            Assert.True(ledger.Add(study, 0, Here, run));
            Assert.True(ledger.Release(study, 0, Here, new(TrialState.Finished, 2.5)));
        }

        using var reopened = SqliteLedger.Open(FilePath);
        var last = Assert.Single(reopened.Studies(Identity.Sweep));
        Assert.Equal(Identity, last.Identity);
        var kept = Assert.Single(reopened.Trials(last));
        Assert.Equal((TrialState.Finished, 2.5, Point(0)), (kept.State, kept.Objective, kept.Point));
        Assert.Equal([new(100, 3.0000000000000004), new(400, double.NaN)], kept.Reports);
        Assert.Equal([run], kept.Runs);
        Assert.InRange(kept.Ended!.Value - kept.Begun, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_measurement_and_what_follows_from_it_are_one()
    {
        using var ledger = SqliteLedger.Open(FilePath);
        var study = ledger.Open(Identity);
        ledger.Claim(study, Here, Begin);
        Assert.Throws<InvalidOperationException>(() => ledger.Report(study, 0, Here, new(1, 1), _ => throw new InvalidOperationException("killed")));
        Assert.Empty(ledger.Trials(study)[0].Reports);

        Assert.False(ledger.Report(study, 0, Here, new(1, 1), view => view.Trials[0].Reports.Length == 1 ? new(TrialState.Waiting) : null));
        Assert.Equal((TrialState.Waiting, 1L), (ledger.Trials(study)[0].State, ledger.Trials(study)[0].Step));
    }

    [Fact]
    public void The_same_measurement_and_the_same_run_again_change_nothing()
    {
        using var ledger = SqliteLedger.Open(FilePath);
        var study = ledger.Open(Identity);
        ledger.Claim(study, Here, Begin);
        TrialRun run = new(7, "abcdef012345", 2.5, new(1, 2, 3), 1, 1, 1);
        for (var time = 0; time < 2; time++)
        {
            Assert.True(ledger.Report(study, 0, Here, new(100, 3 + time), _ => null));
            Assert.True(ledger.Add(study, 0, Here, run with { Objective = time }));
        }

        var trial = ledger.Trials(study)[0];
        Assert.Equal([new(100, 3)], trial.Reports);
        Assert.Equal(0, Assert.Single(trial.Runs).Objective);
    }

    [Fact]
    public void Who_has_lost_a_trial_hears_of_it_and_changes_nothing()
    {
        using var ledger = SqliteLedger.Open(FilePath);
        var study = ledger.Open(Identity);
        ledger.Claim(study, Killed, Begin);
        Assert.Equal(Here, ledger.Claim(study, Here, _ => new Claim.Resume(0))!.Worker);
        Assert.False(ledger.Report(study, 0, Killed, new(1, 1), _ => null));
        Assert.False(ledger.Add(study, 0, Killed, new(7, "", 1, new(1, 1, 1), 1, 1, 1)));
        Assert.False(ledger.Release(study, 0, Killed, new(TrialState.Finished, 1)));
        var trial = ledger.Trials(study)[0];
        Assert.Equal((TrialState.Running, 0, 0), (trial.State, trial.Reports.Length, trial.Runs.Length));
    }

    [Fact]
    public void A_worker_is_dead_whose_process_has_ended_or_whose_heart_was_not_heard()
    {
        using var ledger = SqliteLedger.Open(FilePath);
        var study = ledger.Open(Identity);
        ledger.Beat(Killed);
        ledger.Claim(study, Here, view =>
        {
            Assert.True(view.IsAlive(Here));
            Assert.False(view.IsAlive(Killed));
            Assert.False(view.IsAlive(Elsewhere));
            Assert.False(view.IsAlive(Here with { Started = Here.Started.AddHours(-1) }));
            return new Claim.Wait();
        });
        ledger.Beat(Elsewhere);
        ledger.Claim(study, Here, view =>
        {
            Assert.True(view.IsAlive(Elsewhere));
            return new Claim.Wait();
        });
        LedgerFile.Change(FilePath, $"UPDATE worker SET beat = '{DateTime.UtcNow.AddSeconds(-16):yyyy-MM-ddTHH:mm:ss.fffffffZ}' WHERE host = '{Elsewhere.Host}'");
        ledger.Claim(study, Here, view =>
        {
            Assert.False(view.IsAlive(Elsewhere));
            Assert.True(view.IsAlive(Here));
            return new Claim.Wait();
        });
    }

    [Fact]
    public void At_the_end_what_waits_is_given_up_and_what_failed_can_be_tried_again()
    {
        using var ledger = SqliteLedger.Open(FilePath);
        var study = ledger.Open(Identity);
        TrialEnding[] endings = [new(TrialState.Waiting), new(TrialState.Failed, Error: "diverged"), new(TrialState.Interrupted), new(TrialState.Finished, 1)];
        for (var number = 0; number < endings.Length; number++)
        {
            ledger.Claim(study, Here, Begin);
            ledger.Report(study, number, Here, new(10, 1), _ => null);
            ledger.Release(study, number, Here, endings[number]);
        }

        Assert.Null(ledger.Claim(study, Here, _ => new Claim.Resume(3)));
        Assert.Null(ledger.Claim(study, Here, _ => new Claim.Done()));
        Assert.Equal([TrialState.Pruned, TrialState.Failed, TrialState.Interrupted, TrialState.Finished], ledger.Trials(study).Select(trial => trial.State));
        Assert.Equal(1, ledger.Retry(study));
        var again = ledger.Trials(study)[1];
        Assert.Equal((TrialState.Interrupted, 0, null), (again.State, again.Reports.Length, again.Error));
    }

    [Fact]
    public void Many_threads_and_two_ledgers_take_each_trial_once()
    {
        const int trials = 600;
        using var first = SqliteLedger.Open(FilePath);
        using var second = SqliteLedger.Open(FilePath);
        var taken = new System.Collections.Concurrent.ConcurrentBag<int>();
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, slot =>
        {
            var ledger = slot % 2 == 0 ? first : second;
            var study = ledger.Open(Identity);
            while (ledger.Claim(study, Worker.Here(slot), view => view.Trials.Length < trials ? Begin(view) : new Claim.Done()) is { } trial)
            {
                taken.Add(trial.Number);
                Assert.True(ledger.Release(study, trial.Number, Worker.Here(slot), new(TrialState.Finished, slot)));
            }
        });

        Assert.Equal(Enumerable.Range(0, trials), taken.Order());
        Assert.All(first.Trials(first.Open(Identity)), trial => Assert.Equal(TrialState.Finished, trial.State));
    }

    [Fact]
    public void Two_ledgers_that_take_turns_see_the_same() => Gen.Int[0, 5].Array[1, 60].Sample(moves =>
    {
        var path = Path.Combine(folder.Path, Path.GetRandomFileName());
        using var left = SqliteLedger.Open(path);
        using var right = SqliteLedger.Open(path);
        var study = left.Open(Identity);
        for (var turn = 0; turn < moves.Length; turn++)
        {
            var ledger = turn % 2 == 0 ? left : right;
            var number = ledger.Trials(study).Length - 1;
            _ = moves[turn] switch
            {
                0 or 1 => ledger.Claim(study, Here, Begin) is not null,
                2 => number >= 0 && ledger.Report(study, number, Here, new(turn, turn), _ => null),
                3 => number >= 0 && ledger.Release(study, number, Here, new(TrialState.Waiting)),
                4 => ledger.Claim(study, Here, view => view.Trials.FirstOrDefault(trial => trial.State == TrialState.Waiting) is { } waiting
                    ? new Claim.Resume(waiting.Number) : new Claim.Wait()) is not null,
                _ => number >= 0 && ledger.Release(study, number, Here, new(TrialState.Failed, Error: "e")) && ledger.Retry(study) > 0,
            };
        }

        using var fresh = SqliteLedger.Open(path);
        Assert.Equal(Describe(left), Describe(right));
        Assert.Equal(Describe(left), Describe(fresh));

        string Describe(SqliteLedger ledger) => string.Join('\n', ledger.Trials(study)
            .Select(trial => $"{trial with { Reports = [], Runs = [] }} {string.Join(' ', trial.Reports)}"));
    }, iter: 40);

    public void Dispose() => folder.Dispose();

    private static Claim Begin(StudyView view) => new Claim.Begin(Point(view.Trials.Length));

    private static SweepPoint Point(int number) => SweepPoint.Empty.With("model.hidden", (long)number).With("smoothing.type", "add-k");
}
