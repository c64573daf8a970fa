using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Cli.Commands;

/// <summary>Which runs are removed, and whether somebody is asked first.</summary>
/// <param name="OlderThan">Only those that were not written to for so long; null for all of them.</param>
/// <param name="IsUnfinishedOnly">Whether finished runs are kept, also stale ones.</param>
/// <param name="IsAll">Whether all runs that were named are removed, however far they have come.</param>
/// <param name="IsDryRun">Whether nothing is removed.</param>
/// <param name="IsAgreed">Whether nobody is asked.</param>
internal sealed record CleanOptions(
    TimeSpan? OlderThan, bool IsUnfinishedOnly, bool IsAll, bool IsDryRun, bool IsAgreed);

/// <summary>Removes runs that are of no use any more.</summary>
internal static class CleanCommand
{
    /// <summary>Removes the runs that the patterns name, or all, as far as the options choose them.</summary>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns, CleanOptions options)
    {
        if (options.IsAll && patterns.Count == 0)
        {
            throw new MakemoreException("--all removes finished runs too, so it needs names: `clean NAME --all`, or `clean '**' --all`.");
        }

        var catalog = invocation.Catalog();
        StoredRun[] chosen = [.. RunSelection.All(catalog, patterns).Where(run => Chooses(options, run))];
        StoredRun[] removable = [.. chosen.Where(run => run.Status != RunStatus.Running)];
        var report = ReportOf(removable, chosen.Except(removable), options);
        if (removable.Length == 0 || options.IsDryRun)
        {
            return report;
        }

        if (!invocation.Terminal.IsJson)
        {
            report.WriteRows(invocation.Terminal);
        }

        if (!options.IsAgreed && !IsAgreed(invocation, report))
        {
            return report with { Runs = [], IsDeclined = true };
        }

        StoredRun[] removed = [.. removable.Where(run => Remove(invocation, catalog, run))];
        // Their sizes were measured while they were there.
        var rows = report.Runs.Zip(removable).ToLookup(pair => removed.Contains(pair.Second), pair => pair.First);
        return report with { Runs = [.. rows[true]], Kept = [.. report.Kept, .. rows[false]] };
    }

    private static bool Chooses(CleanOptions options, StoredRun run) =>
        !(run.Age < options.OlderThan) && (options.IsAll || run.Status != RunStatus.Finished || (run.IsStale && !options.IsUnfinishedOnly));

    private static CleanReport ReportOf(IEnumerable<StoredRun> runs, IEnumerable<StoredRun> kept, CleanOptions options) =>
        new([.. runs.Select(RowOf)], [.. kept.Select(RowOf)], options.IsDryRun);

    private static CleanRow RowOf(StoredRun run) =>
        new(run.Name, run.Hash, run.Description, run.IsStale, Size(run.Folder.Path)) { Age = run.Age };

    private static bool IsAgreed(Invocation invocation, CleanReport report)
    {
        if (invocation.Terminal.IsJson || !invocation.Surroundings.InputIsTerminal || !invocation.Surroundings.ErrorIsTerminal)
        {
            throw new MakemoreException($"Nothing was removed: there is nobody to ask whether {report.Summary} may go. Say --yes, or " +
                "--dry-run to see which.");
        }

        invocation.Surroundings.Error.Write($"Remove {report.Summary}? [y/N] ");
        invocation.Surroundings.Error.Flush();
        return invocation.Surroundings.Input.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    // Who was asked may have taken a while: a run that has gone on meanwhile is kept.
    private static bool Remove(Invocation invocation, RunCatalog catalog, StoredRun run)
    {
        invocation.Surroundings.Cancellation.ThrowIfCancellationRequested();
        return catalog.At(run.Folder.Path) is { } now && now.Status == run.Status && now.Touched == run.Touched
            && RunFolders.TryDelete(invocation.Folders.Runs, now.Folder);
    }

    private static long Size(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
