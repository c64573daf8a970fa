using Makemore.Format;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Board.Reading;

/// <summary>A run as the board shows it; the same object as long as nothing of it has changed.</summary>
public sealed record BoardRun
{
    internal BoardRun(StoredRun stored) => (Stored, Written) = (stored, stored.Touched);

    /// <summary>What the catalog says of it.</summary>
    internal StoredRun Stored { get; }

    /// <summary>The name of its experiment.</summary>
    public string Name => Stored.Name;

    /// <summary>Its hash.</summary>
    public string Hash => Stored.Hash;

    /// <summary>What tells it from all others: <c>mlp@39eeff2a8df2</c>.</summary>
    public string Key => $"{Name}@{Hash}";

    /// <summary>The dataset that it learns from.</summary>
    public string Dataset => Setting("dataset.name") ?? Setting("dataset.path") ?? Setting("dataset.url") ?? "other";

    /// <summary>The status as one word.</summary>
    public string Status => StoredRun.Word(Stored.Status);

    /// <summary>Whether a process works on it.</summary>
    public bool IsRunning => Stored.Status == RunStatus.Running;

    /// <summary>Its curve; empty of a run that does not go on, whose curve is read when somebody looks at it.</summary>
    public RunCurve Curve { get; init; } = RunCurve.Empty;

    /// <summary>When something of it was last written.</summary>
    public DateTimeOffset Written { get; init; }

    /// <summary>Whether it was asked to stop, and has not yet.</summary>
    public bool IsStopping { get; init; }

    /// <summary>The steps that it is to make; null of a counted model.</summary>
    public long? Steps => Setting("training.steps") is { } text && SpecText.TryInteger(text, out var steps) ? steps : null;

    /// <summary>The steps that it has made, as far as it is known.</summary>
    public long? Step => IsRunning ? Curve.Step ?? Stored.Steps : Stored.Steps;

    /// <summary>The time that is left at the present pace; null where that is not known.</summary>
    /// <param name="now">The present time.</param>
    public TimeSpan? Left(DateTimeOffset now) => IsRunning && Steps is { } steps && Curve is { Step: { } step, StepsPerSecond: > 0 and var pace }
        ? TimeSpan.FromSeconds(Math.Clamp(((steps - step) / pace) - Math.Max(0, (now - Written).TotalSeconds), 0, 1e8))
        : null;

    /// <summary>The value of a setting as a spec writes it.</summary>
    public string? Setting(string key) => Stored.Folder.Identity.Settings.GetValueOrDefault(key);

    /// <summary>The report in its folder; null where there is none.</summary>
    public string? Report => File.Exists(Stored.Folder.Page) ? Stored.Folder.Page : null;

    /// <summary>What came out of it; null before its end.</summary>
    public RunResult? Result => Stored.Result;
}
