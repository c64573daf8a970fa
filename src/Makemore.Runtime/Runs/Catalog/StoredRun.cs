using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>How far a run has come.</summary>
internal enum RunStatus
{
    /// <summary>It is done.</summary>
    Finished,

    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>It was stopped on the way, and goes on when it is trained again.</summary>
    Interrupted,

    /// <summary>It came to nothing.</summary>
    Failed,

    /// <summary>A file of it is not as it was written.</summary>
    Damaged,
}

/// <summary>A run in the folder of all runs.</summary>
/// <param name="Folder">Its folder, and what it is.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Steps">The steps that are kept; null where none are.</param>
/// <param name="Touched">When a file of it was last written.</param>
internal sealed record StoredRun(RunFolder Folder, RunStatus Status, long? Steps, DateTimeOffset Touched)
{
    /// <summary>What came out of a finished run; null of others.</summary>
    public RunResult? Result { get; init; }

    /// <summary>The time since a file of it was last written.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Whether the project has its experiment.</summary>
    public bool HasExperiment { get; init; }

    /// <summary>
    /// What the run of its experiment's present spec is; null where there is no such experiment, or its data cannot be had.
    /// </summary>
    public RunIdentity? Present { get; init; }

    /// <summary>The name of its experiment.</summary>
    public string Name => Folder.Identity.Experiment;

    /// <summary>Its hash.</summary>
    public string Hash => Folder.Hash;

    /// <summary>The loss that tells most of new text, in nats per token: on dev, else on test, else on train.</summary>
    public double? MeasuredLoss => Result?.Losses is { } losses ? losses.Dev ?? losses.Test ?? losses.Train : null;

    /// <summary>
    /// Whether it was the run of its experiment's own spec, and is it no more, so that no command finds it by its name.
    /// </summary>
    public bool IsStale => !Folder.Identity.IsOverridden && (Present is null ? !HasExperiment : Present.Hash != Hash);

    /// <summary>The status in words: <c>failed at step 12</c>, <c>finished, stale</c>.</summary>
    public string Description => (Status == RunStatus.Failed ? FormattableString.Invariant($"failed at step {Steps}") : Word(Status))
        + (IsStale ? ", stale" : "");

    /// <summary>The status as one word.</summary>
    public static string Word(RunStatus status) => status switch
    {
        RunStatus.Finished => "finished",
        RunStatus.Running => "running",
        RunStatus.Interrupted => "interrupted",
        RunStatus.Failed => "failed",
        _ => "damaged",
    };
}
