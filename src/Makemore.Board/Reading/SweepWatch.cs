using System.Collections.Immutable;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Sqlite;

namespace Makemore.Board.Reading;

/// <summary>Follows the ledger of the sweeps; each look reads the trials that have changed, and none where no file has.</summary>
/// <param name="sweeps">The sweeps of the project.</param>
/// <param name="ledger">The file of the ledger; it need not be there yet.</param>
internal sealed class SweepWatch(IReadOnlyList<Sweep> sweeps, string ledger) : IDisposable
{
    private SqliteLedger? open;
    private DateTime made;
    private (DateTime, long, DateTime, long) looked;

    /// <summary>The sweeps as of the last look, in the order of the project.</summary>
    public ImmutableArray<BoardSweep> Sweeps { get; private set; } = [.. sweeps.Select(sweep => new BoardSweep(sweep, null, []))];

    /// <summary>Why the ledger cannot be read; null where it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Looks.</summary>
    /// <returns>Whether a trial has changed.</returns>
    public bool Look()
    {
        var (file, log) = (new FileInfo(ledger), new FileInfo(ledger + "-wal"));
        if (!file.Exists)
        {
            Close();
            return false;
        }

        var now = (file.LastWriteTimeUtc, file.Length, log.LastWriteTimeUtc, log.Exists ? log.Length : 0);
        if (now == looked)
        {
            return false;
        }

        looked = now;
        try
        {
            if (open is not null && file.CreationTimeUtc != made)
            {
                Close();
            }

            made = file.CreationTimeUtc;
            open ??= SqliteLedger.Open(ledger);
            var read = Sweeps.Select(sweep => Read(open, sweep)).ToImmutableArray();
            var isNew = Problem is not null || !read.SequenceEqual(Sweeps);
            (Sweeps, Problem) = (read, null);
            return isNew;
        }
        catch (LedgerException error)
        {
            var isNew = Problem != error.Message;
            Problem = error.Message;
            // It is tried again, whether the file changes or not.
            looked = default;
            return isNew;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Close()
    {
        open?.Dispose();
        open = null;
        looked = default;
    }

    private static BoardSweep Read(SqliteLedger ledger, BoardSweep before)
    {
        var study = ledger.Studies(before.Name) is { Length: > 0 } all ? all[^1] : null;
        var trials = study is null ? [] : ledger.Trials(study);
        return study?.Id == before.Study?.Id && trials == before.Trials ? before : new(before.Sweep, study, trials);
    }
}
