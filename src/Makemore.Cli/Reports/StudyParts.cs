using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Cli.Reports;

/// <summary>The best trial of a study.</summary>
internal sealed record BestReport(string Name, string Study, string Metric, TrialReportRow Best) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        foreach (var (key, value) in Best.Point)
        {
            terminal.WriteLine($"{key}: {VisibleText.Of(value)}");
        }

        terminal.WriteLine($"{Metric}: {Figures.Loss(Best.Objective)}{(Best.Margin is null ? "" : $" +- {Figures.Loss(Best.Margin)} (95%)")}");
        terminal.WriteLine($"trial: {Best.Number}");
        terminal.WriteLine($"{(Best.Hashes.Length == 1 ? "run" : "runs")}: {string.Join(' ', Best.Hashes)}");
    }
}

/// <summary>The spec of the best trial of a study, ready to be saved as a file.</summary>
internal sealed record BestSpecReport(string Name, string Study, int Trial, string Spec) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) => terminal.WriteSample(Spec.TrimEnd('\n'));
}

/// <summary>The trials of a study as comma-separated values (RFC 4180), in the order of their numbers.</summary>
internal sealed record StudyCsvReport(StudyReport Study) : Report
{
    /// <summary>The text, its lines ended by <c>\n</c>.</summary>
    [JsonIgnore]
    public string Text => string.Concat(Lines().Select(line => string.Join(',', line.Select(Quoted)) + "\n"));

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal) => terminal.WriteLine(Text.TrimEnd('\n'));

    private IEnumerable<IEnumerable<string>> Lines()
    {
        yield return
        [
            "trial", "state", .. Study.Axes.Select(axis => axis.Key), "objective", "deviation", "margin", "runs", "train-loss", "dev-loss",
            "test-loss", "parameters", "steps", "seconds", "host", "hashes", "error",
        ];
        foreach (var row in Study.Trials.OrderBy(row => row.Number))
        {
            yield return
            [
                Text(row.Number), row.Status, .. Study.Axes.Select(axis => row.Point.GetValueOrDefault(axis.Key, "")),
                Text(row.Objective), Text(row.Deviation), Text(row.Margin), Text(row.Hashes.Length), Text(row.Losses?.Train),
                Text(row.Losses?.Dev), Text(row.Losses?.Test), Text(row.Parameters), Text(row.Steps), Text(row.Seconds), row.Host,
                string.Join(' ', row.Hashes), row.Error ?? "",
            ];
        }

        static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>The sweeps of a project.</summary>
internal sealed record SweepsReport(ImmutableArray<SweepRow> Sweeps) : Report
{
    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        if (Sweeps.IsEmpty)
        {
            terminal.WriteLine("The project has no sweeps. A sweep is a spec with the key `sweep`, such as sweeps/size.yaml.");
            return;
        }

        var table = Tables.Of("name", "search", "axes", ">trials", ">finished", ">pruned", ">failed");
        foreach (var row in Sweeps)
        {
            table.AddTexts(row.Name, row.Search, string.Join(", ", row.Axes), row.Trials is { } trials ? Figures.Count(trials) : "-",
                Figures.Count(row.Finished), Figures.Count(row.Pruned), Figures.Count(row.Failed));
        }

        terminal.Write(table);
    }
}

/// <summary>A sweep of the list, and how far its last study has come.</summary>
internal sealed record SweepRow(
    string Name, string Description, string Search, ImmutableArray<string> Axes, long? Trials, int Finished, int Pruned, int Failed)
{
    /// <summary>The row of a sweep.</summary>
    public static SweepRow Of(Sweep sweep, ImmutableArray<Trial> trials) => new(
        sweep.Name, sweep.Spec.Description, SettingText.Of(sweep.Spec.Search.Type), [.. sweep.Space.Axes.Select(axis => axis.Name).Distinct()],
        sweep.Spec.Trials > 0 ? sweep.Spec.Trials : sweep.Space.Count,
        trials.Count(trial => trial.State == TrialState.Finished),
        trials.Count(trial => trial.State == TrialState.Pruned),
        trials.Count(trial => trial.State == TrialState.Failed));
}
