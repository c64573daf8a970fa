using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Board.Reading;

/// <summary>
/// Follows the folder of all runs. A look reads those that go on or whose folder has changed: a run writes its record, its result
/// and its failure under another name first, which changes the time of the folder. What has come to rest is asked for its time at
/// every third look, since these questions are nearly all that a look costs.
/// </summary>
/// <param name="experiments">All experiments of the project.</param>
/// <param name="options">Where the runs are.</param>
internal sealed class RunWatch(IEnumerable<Experiment> experiments, RunnerOptions options)
{
    // Clocks of file systems are coarse: a change right behind a look may have the same time.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private const int RestingLooks = 3;

    private readonly RunCatalog catalog = new(experiments, options, DateTimeOffset.UtcNow);
    private readonly Dictionary<string, (DateTime Written, DateTime Looked, string[] Folders)> listings = new(StringComparer.Ordinal);
    private Dictionary<string, Known> known = new(StringComparer.Ordinal);
    private int looks;

    /// <summary>The runs as of the last look, in the order of their paths.</summary>
    public ImmutableArray<BoardRun> Runs { get; private set; } = [];

    /// <summary>Looks.</summary>
    /// <param name="now">The present time.</param>
    /// <returns>Whether a run has changed, come or gone.</returns>
    public bool Look(DateTimeOffset now)
    {
        looks++;
        var seen = new Dictionary<string, Known>(known.Count, StringComparer.Ordinal);
        var runs = ImmutableArray.CreateBuilder<BoardRun>(known.Count);
        Below(options.RunsFolder, now, seen, runs);
        known = seen;
        if (runs.Count == Runs.Length && runs.Zip(Runs).All(pair => ReferenceEquals(pair.First, pair.Second)))
        {
            return false;
        }

        Runs = runs.ToImmutable();
        return true;
    }

    private void Below(string folder, DateTimeOffset now, Dictionary<string, Known> seen, ImmutableArray<BoardRun>.Builder runs)
    {
        foreach (var inner in Folders(folder, now))
        {
            var before = known.GetValueOrDefault(inner);
            if (before is null && !File.Exists(Path.Combine(inner, RunFolder.IdentityName)))
            {
                Below(inner, now, seen, runs);
            }
            else if ((IsResting(before, runs.Count) ? before : Read(inner, before, now)) is { } run)
            {
                seen.Add(inner, run);
                runs.Add(run.Run);
            }
        }
    }

    private bool IsResting(Known? run, int place) =>
        run is { Run.IsRunning: false } && run.Looked - run.Written > Settled && (place + looks) % RestingLooks != 0;

    // A folder whose time is the same holds the same folders.
    private string[] Folders(string folder, DateTimeOffset now)
    {
        try
        {
            var written = Directory.GetLastWriteTimeUtc(folder);
            if (listings.TryGetValue(folder, out var listing) && listing.Written == written && listing.Looked - written > Settled)
            {
                return listing.Folders;
            }

            string[] folders = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)];
            listings[folder] = (written, now.UtcDateTime, folders);
            return folders;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not there yet, or deleted meanwhile.
            listings.Remove(folder);
            return [];
        }
    }

    // Null where it is gone, or its record is damaged.
    private Known? Read(string folder, Known? before, DateTimeOffset now)
    {
        try
        {
            var written = Directory.GetLastWriteTimeUtc(folder);
            if (before is { Run.IsRunning: false } && before.Written == written && before.Looked - written > Settled)
            {
                return before;
            }

            if (before is { Run.IsRunning: true } && before.Written == written && RunLock.IsHeld(before.Run.Stored.Folder.Lock))
            {
                return before.Tail!.Look()
                    ? before with { Run = before.Run with { Curve = before.Tail.Curve, Written = now } }
                    : before;
            }

            if (RunFolders.At(folder) is not { } found)
            {
                return null;
            }

            var stored = catalog.Read(found);
            var run = new BoardRun(stored) { IsStopping = stored.Status == RunStatus.Running && File.Exists(found.StopRequest) };
            var tail = run.IsRunning ? before?.Tail ?? new(found.Metrics) : null;
            tail?.Look();
            run = run with { Curve = tail?.Curve ?? RunCurve.Empty };
            return new(IsSame(before?.Run, run) ? before!.Run : run, written, now.UtcDateTime, tail);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // It is being deleted.
            return null;
        }
    }

    // Whether the two would look alike; the time of the last write alone is nothing to see.
    private static bool IsSame(BoardRun? one, BoardRun other) => one is not null
        && ReferenceEquals(one.Curve, other.Curve) && one.IsStopping == other.IsStopping
        && one.Stored.Status == other.Stored.Status && one.Stored.Steps == other.Stored.Steps
        && one.Stored.Result?.Sha256 == other.Stored.Result?.Sha256 && one.Hash == other.Hash;

    /// <summary>A run, the time of its folder, when it was looked at, and what follows its measurements.</summary>
    private sealed record Known(BoardRun Run, DateTime Written, DateTime Looked, MetricsTail? Tail);
}
