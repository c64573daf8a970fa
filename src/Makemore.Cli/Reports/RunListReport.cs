using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Reports;

/// <summary>A run of the list.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The run's hash.</param>
/// <param name="Status">How far it has come, as one word.</param>
internal sealed record RunListRow(string Name, string Hash, string Status)
{
    /// <summary>The steps that are kept, or at which it failed.</summary>
    public long? Steps { get; init; }

    /// <summary>The number of trained numbers.</summary>
    public long? Parameters { get; init; }

    /// <summary>The losses by split, in nats per token.</summary>
    public LossReport? Losses { get; init; }

    /// <summary>The time of training.</summary>
    public double? Seconds { get; init; }

    /// <summary>The seconds since a file of it was last written.</summary>
    public double Age { get; init; }

    /// <summary>Whether it was run with other settings than those of its spec.</summary>
    public bool IsOverridden { get; init; }

    /// <summary>Whether it was the run of its experiment's own spec, and is it no more.</summary>
    public bool IsStale { get; init; }

    /// <summary>The settings that differ from the experiment's present spec, from the spec's value to the run's.</summary>
    public ImmutableArray<SettingChange> Changes { get; init; } = [];

    /// <summary>What else differs.</summary>
    public ImmutableArray<string> Beyond { get; init; } = [];

    /// <summary>The folder of the run.</summary>
    public required string Folder { get; init; }

    /// <summary>The status in words.</summary>
    [JsonIgnore]
    public string Description { get; init; } = "";

    /// <summary>The row of a run.</summary>
    public static RunListRow Of(StoredRun run)
    {
        var difference = run.Present is { } present ? RunDifference.Of(present, run.Folder.Identity)
            : run.HasExperiment ? RunDifference.None
            : RunDifference.None with { Beyond = ["no such experiment"] };
        return new(run.Name, run.Hash, StoredRun.Word(run.Status))
        {
            Steps = run.Steps,
            Parameters = run.Result?.Parameters,
            Losses = run.Result is { } result ? LossReport.Of(result.Losses) : null,
            Seconds = run.Result?.Seconds,
            Age = Math.Round(run.Age.TotalSeconds),
            IsOverridden = run.Folder.Identity.IsOverridden,
            IsStale = run.IsStale,
            Changes = difference.Changes,
            Beyond = difference.Beyond,
            Folder = run.Folder.Path,
            Description = run.Description,
        };
    }
}

/// <summary>The runs that are there.</summary>
/// <param name="Runs">Those that were chosen, in the order that was asked for.</param>
/// <param name="Count">The number of those that were chosen before the list was cut.</param>
internal sealed record RunListReport(IReadOnlyList<RunListRow> Runs, int Count) : Report
{
    private static readonly Column<RunListRow>[] RunColumns =
    [
        new("name", run => run.Name),
        new("hash", run => run.Hash),
        new("status", run => run.Description),
        new(">train", run => Figures.Loss(run.Losses?.Train)),
        new(">dev", run => Figures.Loss(run.Losses?.Dev)),
        new(">test", run => Figures.Loss(run.Losses?.Test)),
        new(">parameters", run => Figures.Count(run.Parameters)),
        new(">steps", run => Figures.Count(run.Steps)),
        new(">seconds", run => Figures.Seconds(run.Seconds)),
        new(">age", run => Duration.Short(TimeSpan.FromSeconds(run.Age))),
        new("changes", run => new RunDifference(run.Changes, run.Beyond).Text),
    ];

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        if (Runs.Count == 0)
        {
            terminal.WriteLine(Count == 0 ? "There are no such runs." : $"{Count} runs.");
            return;
        }

        // What a run is, and its loss on dev, is always shown.
        Columns.Write(terminal, Runs, RunColumns, ["seconds", "age", "steps", "parameters", "train", "test"]);
        if (Runs.Count < Count)
        {
            terminal.WriteLine();
            terminal.WriteLine(FormattableString.Invariant($"{Runs.Count} of {Count} runs."));
        }
    }
}
