using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Cli.Reports;

/// <summary>What has come of a sweep.</summary>
/// <param name="Name">The sweep.</param>
/// <param name="Study">The hash of the study.</param>
/// <param name="Metric">What the trials are ranked by.</param>
/// <param name="Trials">All of them, those that are finished first, the best in front.</param>
internal sealed record StudyReport(string Name, string Study, string Metric, ImmutableArray<TrialReportRow> Trials) : Report
{
    private const int Shown = 10;

    /// <summary>The number of finished trials.</summary>
    public int Finished => Count(TrialState.Finished);

    /// <summary>The number of those that were given up.</summary>
    public int Pruned => Count(TrialState.Pruned);

    /// <summary>The number of those that came to nothing.</summary>
    public int Failed => Count(TrialState.Failed);

    /// <summary>The best of the finished ones.</summary>
    public TrialReportRow? Best => Trials is [{ State: TrialState.Finished } best, ..] ? best : null;

    /// <summary>The folder of the plots.</summary>
    public string? Folder { get; init; }

    /// <summary>The keys of the axes, in the order of the spec.</summary>
    [JsonIgnore]
    public ImmutableArray<Axis> Axes { get; init; } = [];

    /// <summary>Whether the table has every trial, and not only the best.</summary>
    [JsonIgnore]
    public bool ShowsAll { get; init; }

    /// <inheritdoc/>
    public override int ExitCode => Trials.Length > 0 && Finished == 0 ? 1 : 0;

    /// <summary>The report of a study.</summary>
    public static StudyReport Of(Sweep sweep, StudyRecord study, ImmutableArray<Trial> trials, string folder)
    {
        var isMaximized = sweep.Spec.Objective.Direction == Direction.Maximize;
        return new(
            sweep.Name,
            study.Identity.Hash,
            SettingText.Of(sweep.Spec.Objective.Metric),
            [
                .. trials.Select(TrialReportRow.Of)
                    .OrderBy(row => row.State == TrialState.Finished ? 0 : row.State == TrialState.Failed ? 2 : 1)
                    .ThenBy(row => row.State != TrialState.Finished || row.Objective is not { } value || double.IsNaN(value) ? double.PositiveInfinity
                        : isMaximized ? -value : value)
                    .ThenBy(row => row.Number),
            ])
        {
            Folder = folder,
            Axes = sweep.Space.ByKey,
        };
    }

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        var rows = ShowsAll ? Trials : [.. Trials.Where(trial => trial.State == TrialState.Finished).Take(Shown)];
        terminal.Write(Table(rows));
        terminal.WriteLine();
        terminal.WriteLine($"{Finished} finished, {Pruned} pruned, {Failed} failed of {Trials.Length} trials; study {Study}.");
        foreach (var group in Trials.Where(trial => trial.Error is not null).GroupBy(trial => trial.Error))
        {
            terminal.WriteLine($"failed: {string.Join(", ", group.Select(trial => trial.Number))}: {VisibleText.Of(group.Key!)}");
        }

        if (Failed > 0)
        {
            terminal.WriteLine($"`sweep {Name} --retry-failed` tries those that failed again.");
        }
    }

    private Spectre.Console.Table Table(ImmutableArray<TrialReportRow> rows)
    {
        var hasSpread = rows.Any(row => row.Margin is not null);
        var table = Tables.Of([">trial", .. Axes.Select(axis => ">" + axis.Name), ">" + Metric, .. hasSpread ? [">+-95%"] : (string[])[], ">steps", ">seconds", "state"]);
        foreach (var row in rows)
        {
            table.AddTexts([
                Figures.Count(row.Number),
                .. Axes.Select(axis => row.Point.GetValueOrDefault(axis.Key, "-")),
                Figures.Loss(row.Objective),
                .. hasSpread ? [Figures.Loss(row.Margin)] : (string[])[],
                Figures.Count(row.Steps),
                Figures.Seconds(row.Seconds),
                row.Status,
            ]);
        }

        return table;
    }

    private int Count(TrialState state) => Trials.Count(trial => trial.State == state);
}

/// <summary>A trial of a study.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Point">Its values by key.</param>
internal sealed record TrialReportRow(int Number, [property: JsonIgnore] TrialState State, IReadOnlyDictionary<string, string> Point)
{
    /// <summary>How far it has come, in a word.</summary>
    public string Status => SettingText.Of(State);

    /// <summary>The mean over its runs; of one that was given up, its last value on the way.</summary>
    public double? Objective { get; init; }

    /// <summary>The standard deviation over its runs.</summary>
    public double? Deviation { get; init; }

    /// <summary>Half the width of the 95% confidence interval of the mean.</summary>
    public double? Margin { get; init; }

    /// <summary>The hashes of its runs.</summary>
    public ImmutableArray<string> Hashes { get; init; } = [];

    /// <summary>The losses of its runs, in the mean.</summary>
    public LossReport? Losses { get; init; }

    /// <summary>The number of trained numbers.</summary>
    public long? Parameters { get; init; }

    /// <summary>The steps of each run; of a pruned one, those it came to.</summary>
    public long? Steps { get; init; }

    /// <summary>The time that its runs took together.</summary>
    public double? Seconds { get; init; }

    /// <summary>The machine that worked on it.</summary>
    public string Host { get; init; } = "";

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }

    /// <summary>The row of a trial.</summary>
    public static TrialReportRow Of(Trial trial)
    {
        var spread = trial.State == TrialState.Finished && trial.Runs.Length > 0 ? Spread.Of([.. trial.Runs.Select(run => run.Objective)]) : null;
        return new(trial.Number, trial.State, trial.Point.Values)
        {
            Objective = trial.Value,
            Deviation = spread?.Deviation,
            Margin = spread?.Margin,
            Hashes = [.. trial.Runs.Select(run => run.Hash)],
            Losses = trial.Runs.IsEmpty ? null : LossReport.Of(new(
                trial.Runs.Average(run => run.Losses.Train), trial.Runs.Average(run => run.Losses.Dev), trial.Runs.Average(run => run.Losses.Test))),
            Parameters = trial.Runs.IsEmpty ? null : trial.Runs[0].Parameters,
            Steps = trial.Runs.IsEmpty ? trial.Reports.IsEmpty ? null : trial.Step : trial.Runs[0].Steps,
            Seconds = trial.Runs.IsEmpty ? null : trial.Runs.Sum(run => run.Seconds),
            Host = trial.Worker.Host,
            Error = trial.Error,
        };
    }
}
