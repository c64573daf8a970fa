using System.Collections.Immutable;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Sweeps.Trials;

/// <summary>How far a trial has come.</summary>
public enum TrialState
{
    /// <summary>Somebody works on it, or did when it died.</summary>
    Running,

    /// <summary>It waits at a rung for what others come to.</summary>
    Waiting,

    /// <summary>It was stopped on the way, and goes on as soon as somebody takes it up.</summary>
    Interrupted,

    /// <summary>All of its runs are finished.</summary>
    Finished,

    /// <summary>It was given up, because others were better at the same step.</summary>
    Pruned,

    /// <summary>It came to nothing.</summary>
    Failed,
}

/// <summary>One point of a sweep that is tried, as the ledger knows it.</summary>
/// <param name="Number">From 0, in the order in which the trials were begun.</param>
/// <param name="Point">What it tries.</param>
/// <param name="State">How far it has come.</param>
public sealed record Trial(int Number, SweepPoint Point, TrialState State)
{
    /// <summary>What was measured on the way, by ascending steps.</summary>
    public ImmutableArray<TrialReport> Reports { get; init; } = [];

    /// <summary>The runs that were finished, one for each seed.</summary>
    public ImmutableArray<TrialRun> Runs { get; init; } = [];

    /// <summary>The objective of a finished trial: the mean over its runs.</summary>
    public double? Objective { get; init; }

    /// <summary>The objective; of a trial that is not finished its last value on the way, null before there is one.</summary>
    public double? Value => Objective ?? (Reports.IsEmpty ? null : Reports[^1].Value);

    /// <summary>What went wrong, in a sentence; null where nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Who works on it, or did last.</summary>
    public required Worker Worker { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset Begun { get; init; }

    /// <summary>When it came to its end; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The highest step at which it was measured; 0 before.</summary>
    public long Step => Reports.IsEmpty ? 0 : Reports[^1].Step;

    /// <summary>Whether nothing will be done with it any more.</summary>
    public bool IsClosed => State is TrialState.Finished or TrialState.Pruned or TrialState.Failed;
}

/// <summary>The objective of a trial on the way: the mean over its runs.</summary>
/// <param name="Step">The number of changes of the weights before.</param>
/// <param name="Value">The objective.</param>
public readonly record struct TrialReport(long Step, double Value);

/// <summary>A finished run of a trial.</summary>
/// <param name="Seed">The seed that the run was made with.</param>
/// <param name="Hash">The hash of the run, which names its folder.</param>
/// <param name="Objective">What the sweep looks at.</param>
/// <param name="Losses">The losses of the splits, in nats per token.</param>
/// <param name="Parameters">The number of trained numbers.</param>
/// <param name="Steps">The steps of training.</param>
/// <param name="Seconds">The time that training took.</param>
public sealed record TrialRun(
    long Seed, string Hash, double Objective, SplitLosses Losses, long Parameters, long Steps, double Seconds);

/// <summary>A process that works on trials, or one of its threads.</summary>
/// <param name="Host">The name of the machine.</param>
/// <param name="Process">The number of the process.</param>
/// <param name="Started">When the process started, so that a number which the system uses again is told apart.</param>
/// <param name="Slot">Which of the workers of the process.</param>
public sealed record Worker(string Host, int Process, DateTimeOffset Started, int Slot)
{
    /// <summary>A worker of this process.</summary>
    public static Worker Here(int slot)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new(Environment.MachineName, process.Id, process.StartTime.ToUniversalTime(), slot);
    }
}
