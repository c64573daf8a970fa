using System.Collections.Immutable;
using System.Text.Json;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Trials;
using Microsoft.Data.Sqlite;
using Next = Makemore.Runtime.Sweeps.Ledgers.Claim;

namespace Makemore.Sqlite;

/// <summary>
/// A ledger in a SQLite file, which any number of processes of a machine may share. Each change is a transaction: a process
/// that is killed leaves all of it or nothing. A machine that loses its power may lose the last changes, but never the file.
/// </summary>
public sealed class SqliteLedger : ILedger
{
    // A heart that beats every two seconds and was not heard for so long has stopped.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Dictionary<long, StudyCopy> copies = [];

    private SqliteLedger(SqliteConnection connection) => this.connection = connection;

    /// <summary>Opens a ledger, and makes it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LedgerException">The file is no ledger, is damaged, or cannot be written.</exception>
    public static SqliteLedger Open(string path) => LedgerSchema.Guarded(path, () => new SqliteLedger(LedgerSchema.Connect(path)));

    /// <inheritdoc/>
    public ImmutableArray<StudyRecord> Studies(string sweep) => Do(() =>
    {
        using var command = Command("SELECT id, hash, settings, begun FROM study WHERE sweep = $sweep ORDER BY id", ("$sweep", sweep));
        using var rows = command.ExecuteReader();
        var studies = ImmutableArray.CreateBuilder<StudyRecord>();
        LedgerSchema.ReadAll(rows, () => studies.Add(new(
            rows.GetInt64(0),
            new(sweep, rows.GetString(1), JsonSerializer.Deserialize(rows.GetString(2), LedgerJson.Default.NamedValuesString)!),
            TrialRows.Time(rows.GetString(3)))));
        return studies.ToImmutable();
    });

    /// <inheritdoc/>
    public StudyRecord Open(StudyIdentity identity) => Do(() =>
    {
        using var command = Command(
            "INSERT OR IGNORE INTO study (sweep, hash, settings, begun) VALUES ($sweep, $hash, $settings, $begun)",
            ("$sweep", identity.Sweep), ("$hash", identity.Hash),
            ("$settings", JsonSerializer.Serialize(identity.Settings, LedgerJson.Default.NamedValuesString)),
            ("$begun", TrialRows.Text(DateTimeOffset.UtcNow)));
        command.ExecuteNonQuery();
        return Studies(identity.Sweep).Single(study => study.Identity.Hash == identity.Hash);
    });

    /// <inheritdoc/>
    public ImmutableArray<Trial> Trials(StudyRecord study) => Do(() => UpToDate(study).Trials);

    /// <inheritdoc/>
    public Trial? Claim(StudyRecord study, Worker worker, Func<StudyView, Next> choose) => Change(study, copy =>
    {
        BeatNow(worker);
        var now = DateTimeOffset.UtcNow;
        var trials = copy.Trials;
        switch (choose(new(trials, IsAlive)))
        {
            case Next.Begin begin:
                return Keep(study, copy, TrialChanges.Begin(trials.Length, begin.Point, worker, now));
            case Next.Resume resume:
                return TrialChanges.Resume(trials[resume.Trial], worker) is { } resumed ? Keep(study, copy, resumed) : null;
            case Next.Done:
                foreach (var given in trials.Select(trial => TrialChanges.GiveUp(trial, now)).OfType<Trial>())
                {
                    Keep(study, copy, given);
                }

                return null;
            default:
                return null;
        }
    });

    /// <inheritdoc/>
    public bool Report(StudyRecord study, int trial, Worker worker, TrialReport report, Func<StudyView, TrialEnding?> decide) =>
        Change(study, copy =>
        {
            if (TrialChanges.Report(copy.Trials[trial], worker, report) is not { } reported)
            {
                return false;
            }

            Keep(study, copy, reported);
            if (decide(new(copy.Trials, IsAlive)) is not { } ending)
            {
                return true;
            }

            Keep(study, copy, TrialChanges.Release(reported, worker, ending, DateTimeOffset.UtcNow)!);
            return false;
        });

    /// <inheritdoc/>
    public bool Add(StudyRecord study, int trial, Worker worker, TrialRun run) =>
        Change(study, copy => TrialChanges.Add(copy.Trials[trial], worker, run) is { } changed && Keep(study, copy, changed) is not null);

    /// <inheritdoc/>
    public bool Release(StudyRecord study, int trial, Worker worker, TrialEnding ending) => Change(study, copy =>
        TrialChanges.Release(copy.Trials[trial], worker, ending, DateTimeOffset.UtcNow) is { } changed && Keep(study, copy, changed) is not null);

    /// <inheritdoc/>
    public int Retry(StudyRecord study) => Change(study, copy =>
    {
        Trial[] failed = [.. copy.Trials.Select(TrialChanges.Retry).OfType<Trial>()];
        foreach (var trial in failed)
        {
            Keep(study, copy, trial);
        }

        return failed.Length;
    });

    /// <inheritdoc/>
    public void Beat(Worker worker) => Do(() =>
    {
        BeatNow(worker);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private void BeatNow(Worker worker)
    {
        using var command = Command(
            "INSERT OR REPLACE INTO worker (host, process, started, slot, beat) VALUES ($host, $process, $started, $slot, $beat)",
            [.. Key(worker), ("$beat", TrialRows.Text(DateTimeOffset.UtcNow))]);
        command.ExecuteNonQuery();
    }

    // Machines that share a ledger share a clock to within seconds, or it is set wrong.
    private bool IsAlive(Worker worker)
    {
        if (LocalProcesses.HasEnded(worker))
        {
            return false;
        }

        using var command = Command(
            "SELECT beat FROM worker WHERE host = $host AND process = $process AND started = $started AND slot = $slot", Key(worker));
        return command.ExecuteScalar() is string beat && DateTimeOffset.UtcNow - TrialRows.Time(beat) < Silence;
    }

    private static (string, object?)[] Key(Worker worker) =>
        [("$host", worker.Host), ("$process", worker.Process), ("$started", TrialRows.Text(worker.Started)), ("$slot", worker.Slot)];

    private T Change<T>(StudyRecord study, Func<StudyCopy, T> change) => Do(() =>
    {
        // Nobody else writes between here and the commit.
        using var transaction = connection.BeginTransaction(deferred: false);
        try
        {
            var result = change(UpToDate(study));
            transaction.Commit();
            return result;
        }
        catch
        {
            // What the copy has taken over is not so.
            copies.Remove(study.Id);
            throw;
        }
    });

    private Trial Keep(StudyRecord study, StudyCopy copy, Trial trial)
    {
        copy.Revision++;
        using var command = Command(TrialRows.Write);
        TrialRows.Bind(command, study.Id, copy.Revision, trial);
        command.ExecuteNonQuery();
        copy.Trials = trial.Number == copy.Trials.Length ? copy.Trials.Add(trial) : copy.Trials.SetItem(trial.Number, trial);
        return trial;
    }

    // Only what others have changed since is read.
    private StudyCopy UpToDate(StudyRecord study)
    {
        var copy = copies.GetValueOrDefault(study.Id) ?? new();
        // Until all is read: a copy with a part of the rows would take the rest for known.
        copies.Remove(study.Id);
        using var command = Command(
            $"SELECT {TrialRows.Columns}, revision FROM trial WHERE study = $study AND revision > $revision ORDER BY number",
            ("$study", study.Id), ("$revision", copy.Revision));
        using var rows = command.ExecuteReader();
        LedgerSchema.ReadAll(rows, () =>
        {
            var trial = TrialRows.Read(rows);
            copy.Trials = trial.Number == copy.Trials.Length ? copy.Trials.Add(trial) : copy.Trials.SetItem(trial.Number, trial);
            copy.Revision = Math.Max(copy.Revision, rows.GetInt64(13));
        });
        copies[study.Id] = copy;
        return copy;
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            TrialRows.Set(command, name, value);
        }

        return command;
    }

    private T Do<T>(Func<T> work)
    {
        lock (gate)
        {
            return LedgerSchema.Guarded(connection.DataSource, work);
        }
    }

    /// <summary>What is known of a study without asking again.</summary>
    private sealed class StudyCopy
    {
        public ImmutableArray<Trial> Trials { get; set; } = [];

        public long Revision { get; set; }
    }
}
