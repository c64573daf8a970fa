using System.Collections.Immutable;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Reports;

/// <summary>A run beside others.</summary>
/// <param name="Label">What tells it from the others: its name, and its hash where that is needed.</param>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The run's hash.</param>
/// <param name="Status">How far it has come, as one word.</param>
internal sealed record CompareRow(string Label, string Name, string Hash, string Status)
{
    /// <summary>The losses by split, in nats per token.</summary>
    public LossReport? Losses { get; init; }

    /// <summary>e to the power of each loss.</summary>
    public LossReport? Perplexities { get; init; }

    /// <summary>The losses in bits per character, line ends included.</summary>
    public LossReport? BitsPerCharacter { get; init; }

    /// <summary>The number of trained numbers.</summary>
    public long? Parameters { get; init; }

    /// <summary>The time of training.</summary>
    public double? Seconds { get; init; }

    /// <summary>The steps that are kept, or at which it failed.</summary>
    public long? Steps { get; init; }

    /// <summary>The folder of the run.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The row of a run.</summary>
    public static CompareRow Of(StoredRun run, string label) => new(label, run.Name, run.Hash, StoredRun.Word(run.Status))
    {
        Losses = run.Result is { } result ? LossReport.Of(result.Losses) : null,
        Perplexities = run.Result is { } perplexed ? LossReport.Of(perplexed.Perplexities) : null,
        BitsPerCharacter = run.Result?.BitsPerCharacter is { } bits ? LossReport.Of(bits) : null,
        Parameters = run.Result?.Parameters,
        Seconds = run.Result?.Seconds,
        Steps = run.Steps,
        Folder = run.Folder.Path,
    };
}

/// <summary>Runs side by side.</summary>
/// <param name="Runs">The runs, in the order in which they were named.</param>
/// <param name="Settings">What they differ in.</param>
/// <param name="Files">The plot of their curves.</param>
internal sealed record CompareReport(
    IReadOnlyList<CompareRow> Runs, ImmutableArray<ComparedSetting> Settings, IReadOnlyList<string> Files) : Report
{
    private const string Best = "*";

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        Columns.Write(
            terminal, Runs,
            [
                new("name", run => run.Label),
                Lowest(">train", run => run.Losses?.Train, Figures.Loss),
                Lowest(">dev", run => run.Losses?.Dev, Figures.Loss),
                Lowest(">test", run => run.Losses?.Test, Figures.Loss),
                Lowest(">perplexity", run => run.Losses?.Measured, Figures.Perplexity),
                Lowest(">bits/char", run => run.BitsPerCharacter?.Measured, Figures.Loss),
                Lowest(">parameters", run => run.Parameters, value => Figures.Count((long?)value)),
                Lowest(">seconds", run => run.Seconds, Figures.Seconds),
                new(">steps", run => Figures.Count(run.Steps)),
                .. Runs.All(run => run.Status == "finished") ? (Column<CompareRow>[])[] : [new("status", run => run.Status)],
            ],
            ["steps", "bits/char"]);
        terminal.WriteLine();
        WriteSettings(terminal);
        foreach (var file in Files)
        {
            terminal.WriteLine(file);
        }
    }

    private void WriteSettings(Terminal terminal)
    {
        if (Settings.IsEmpty)
        {
            terminal.WriteLine("The runs have the same settings.");
        }
        else
        {
            Columns.Write(
                terminal, Settings,
                [
                    new("setting", setting => PlanSettings.NameOf(setting.Key)),
                    .. Runs.Select((run, index) => new Column<ComparedSetting>(run.Label, setting => setting.Values[index] ?? "-")),
                ],
                []);
        }

        terminal.WriteLine();
    }

    // The lowest of a column has a star, unless all are the same.
    private Column<CompareRow> Lowest(string title, Func<CompareRow, double?> read, Func<double?, string> show)
    {
        double[] values = [.. Runs.Select(read).OfType<double>().Where(double.IsFinite)];
        double? lowest = values.Distinct().Count() > 1 ? values.Min() : null;
        return new(title, run => show(read(run)) + (IsBest(run) ? Best : lowest is null ? "" : " ")) { StandsOut = IsBest };

        bool IsBest(CompareRow run) => lowest is { } best && read(run) is { } value && value.Equals(best);
    }
}
