using System.Globalization;
using System.Text.Json;
using Makemore.Runtime.Sweeps.Ledgers;
using Microsoft.Data.Sqlite;

namespace Makemore.Sqlite;

/// <summary>The tables of a ledger, and what is wrong with a file that does not have them.</summary>
internal static class LedgerSchema
{
    // Raised when the tables change; a file of a later version is left alone.
    private const long Version = 1;

    private const int CannotOpen = 14;
    private const int IsFull = 13;
    private const int IsReadOnly = 8;
    private const int IsBusy = 5;
    private const int IsCorrupt = 11;
    private const int IsNoDatabase = 26;

    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS study (
            id INTEGER PRIMARY KEY, sweep TEXT NOT NULL, hash TEXT NOT NULL, settings TEXT NOT NULL, begun TEXT NOT NULL,
            UNIQUE (sweep, hash));
        CREATE TABLE IF NOT EXISTS trial (
            study INTEGER NOT NULL REFERENCES study, revision INTEGER NOT NULL, number INTEGER NOT NULL, point TEXT NOT NULL,
            state TEXT NOT NULL, objective TEXT, error TEXT, host TEXT NOT NULL, process INTEGER NOT NULL, started TEXT NOT NULL,
            slot INTEGER NOT NULL, begun TEXT NOT NULL, ended TEXT, reports TEXT NOT NULL, runs TEXT NOT NULL,
            PRIMARY KEY (study, number)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS trial_revision ON trial (study, revision);
        CREATE TABLE IF NOT EXISTS worker (
            host TEXT NOT NULL, process INTEGER NOT NULL, started TEXT NOT NULL, slot INTEGER NOT NULL, beat TEXT NOT NULL,
            PRIMARY KEY (host, process, started, slot)) WITHOUT ROWID;
        """;

    // The tables of a ledger are made in one transaction, so it has all of them or none.
    private const string IsForeign = "SELECT count(*) > 0 AND total(name = 'trial_revision') = 0 FROM sqlite_master";

    /// <summary>Opens a file, and makes the tables where there are none.</summary>
    public static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // A connection that is kept open would keep a deleted file.
            Pooling = false,
            DefaultTimeout = 60,
        }.ToString());
        try
        {
            connection.Open();
            // Before anything is written: the mode of the journal stays in the file.
            if ((long)Scalar(connection, IsForeign)! == 1)
            {
                throw new LedgerException($"{path} is the database of another program. Name another file with --ledger.");
            }

            var version = (long)Scalar(connection, "PRAGMA user_version")!;
            if (version > Version)
            {
                throw new LedgerException(
                    $"{path} is a ledger of version {version.ToString(CultureInfo.InvariantCulture)}, and this program knows " +
                        $"{Version.ToString(CultureInfo.InvariantCulture)}. Use the program that made it, or another file with --ledger.");
            }

            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            if (version == 0)
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                Execute(connection, Tables + $"PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)};");
                transaction.Commit();
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Does something with a file, and says in a sentence what is wrong with it.</summary>
    /// <exception cref="LedgerException">Something is.</exception>
    public static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            var reason = error.SqliteErrorCode switch
            {
                CannotOpen => "cannot be opened. Is its folder there, and may you write to it?",
                IsReadOnly => "cannot be written. Is the file, or its folder, read-only?",
                IsFull => "cannot be written, since the disk is full. Make room, and run the same command again.",
                IsBusy => "was held by another process for a minute. Run the same command again.",
                IsCorrupt or IsNoDatabase => "is no ledger, or is damaged. Move it away, or name another file with --ledger; the runs themselves are not in it.",
                _ => $"cannot be used: {error.Message}",
            };
            throw new LedgerException($"The ledger {path} {reason}", error) { ExitCode = 1 };
        }
    }

    /// <summary>Reads rows. Values that no ledger writes are damage that SQLite itself cannot see.</summary>
    public static void ReadAll(SqliteDataReader rows, Action read)
    {
        try
        {
            while (rows.Read())
            {
                read();
            }
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException or InvalidCastException
            or InvalidOperationException or JsonException)
        {
            throw new SqliteException(error.Message, IsCorrupt);
        }
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
