using System.Globalization;
using System.Text.Json.Serialization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Cli.Reports;

/// <summary>A run that is removed, or would be.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Hash">The run's hash.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="IsStale">Whether no command finds it by its name any more.</param>
/// <param name="Bytes">The bytes of its files.</param>
internal sealed record CleanRow(string Name, string Hash, string Status, bool IsStale, long Bytes)
{
    /// <summary>The time since it was last written to.</summary>
    [JsonIgnore]
    public TimeSpan Age { get; init; }
}

/// <summary>What was removed, or would be.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Kept">Those that were chosen too, but that a process works on.</param>
/// <param name="IsDryRun">Whether nothing was removed.</param>
internal sealed record CleanReport(IReadOnlyList<CleanRow> Runs, IReadOnlyList<CleanRow> Kept, bool IsDryRun) : Report
{
    private static readonly Column<CleanRow>[] RunColumns =
    [
        new("name", run => run.Name),
        new("hash", run => run.Hash),
        new("status", run => run.Status),
        new(">age", run => Duration.Short(run.Age)),
        new(">MB", run => Megabytes(run.Bytes)),
    ];

    /// <summary>Whether somebody was asked and did not agree.</summary>
    [JsonIgnore]
    public bool IsDeclined { get; init; }

    /// <summary>The bytes of the runs.</summary>
    public long Bytes => Runs.Sum(run => run.Bytes);

    /// <summary>How many they are: <c>3 runs of 12.3 MB</c>.</summary>
    [JsonIgnore]
    public string Summary => $"{Figures.Count(Runs.Count)} {(Runs.Count == 1 ? "run" : "runs")} of {Megabytes(Bytes)} MB";

    /// <summary>Writes which runs they are.</summary>
    public void WriteRows(Terminal terminal)
    {
        Columns.Write(terminal, Runs, RunColumns, ["age"]);
        terminal.WriteLine();
    }

    /// <inheritdoc/>
    public override void WriteTo(Terminal terminal)
    {
        if (IsDryRun && Runs.Count > 0)
        {
            WriteRows(terminal);
        }

        terminal.WriteLine(
            IsDeclined ? "Nothing was removed."
            : Runs.Count == 0 ? "There is nothing to remove."
            : IsDryRun ? $"{Summary} would be removed."
            : $"Removed {Summary}.");
        foreach (var run in Kept)
        {
            terminal.WriteLine($"{run.Name}@{run.Hash} is kept: a process works on it.");
        }
    }

    // In millions of bytes, as disks are sold.
    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);
}
