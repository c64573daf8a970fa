using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Ledgers;

/// <summary>What may happen to a trial, as pure functions that every ledger applies; null is a change that is not allowed.</summary>
public static class TrialChanges
{
    /// <summary>A new trial.</summary>
    public static Trial Begin(int number, SweepPoint point, Worker worker, DateTimeOffset now) =>
        new(number, point, TrialState.Running) { Worker = worker, Begun = now };

    /// <summary>A trial that goes on, with a worker of its own again; one that has come to its end does not.</summary>
    public static Trial? Resume(Trial trial, Worker worker) =>
        trial.IsClosed ? null : trial with { State = TrialState.Running, Worker = worker };

    /// <summary>A trial that was measured; the same where it was measured at this step before.</summary>
    public static Trial? Report(Trial trial, Worker worker, TrialReport report) => !IsOf(trial, worker) ? null
        : trial.Reports.Any(known => known.Step == report.Step) ? trial
        : trial with { Reports = [.. trial.Reports.Add(report).OrderBy(known => known.Step)] };

    /// <summary>A trial with another finished run; the same where the run is there already.</summary>
    public static Trial? Add(Trial trial, Worker worker, TrialRun run) => !IsOf(trial, worker) ? null
        : trial.Runs.Any(known => known.Seed == run.Seed) ? trial
        : trial with { Runs = trial.Runs.Add(run) };

    /// <summary>A trial that its worker lets go of.</summary>
    public static Trial? Release(Trial trial, Worker worker, TrialEnding ending, DateTimeOffset now) =>
        IsOf(trial, worker) && ending.State != TrialState.Running ? End(trial, ending, now) : null;

    /// <summary>A trial that waits no more, since nothing will promote it.</summary>
    public static Trial? GiveUp(Trial trial, DateTimeOffset now) =>
        trial.State == TrialState.Waiting ? End(trial, new(TrialState.Pruned), now) : null;

    /// <summary>A failed trial as if it had just been interrupted before its first step.</summary>
    public static Trial? Retry(Trial trial) => trial.State != TrialState.Failed ? null : trial with
    {
        State = TrialState.Interrupted,
        Reports = [],
        Runs = [],
        Error = null,
        Ended = null,
    };

    private static Trial End(Trial trial, TrialEnding ending, DateTimeOffset now)
    {
        var ended = trial with { State = ending.State, Objective = ending.Objective, Error = ending.Error };
        return ended with { Ended = ended.IsClosed ? now : null };
    }

    private static bool IsOf(Trial trial, Worker worker) => trial.State == TrialState.Running && trial.Worker == worker;
}
