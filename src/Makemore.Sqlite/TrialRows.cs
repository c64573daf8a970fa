using System.Globalization;
using System.Text.Json;
using Makemore.Runtime.Sweeps.Trials;
using Microsoft.Data.Sqlite;

namespace Makemore.Sqlite;

/// <summary>Trials as rows of a table.</summary>
internal static class TrialRows
{
    /// <summary>The columns, in the order in which they are read.</summary>
    public const string Columns =
        "number, point, state, objective, error, host, process, started, slot, begun, ended, reports, runs";

    /// <summary>Writes a trial over what was there.</summary>
    public const string Write =
        $"INSERT OR REPLACE INTO trial (study, revision, {Columns}) VALUES ($study, $revision, $number, $point, $state, $objective, " +
        "$error, $host, $process, $started, $slot, $begun, $ended, $reports, $runs)";

    /// <summary>Gives the parameters of <see cref="Write"/> their values.</summary>
    public static void Bind(SqliteCommand command, long study, long revision, Trial trial)
    {
        Set(command, "$study", study);
        Set(command, "$revision", revision);
        Set(command, "$number", trial.Number);
        Set(command, "$point", JsonSerializer.Serialize(trial.Point.Values, LedgerJson.Default.NamedValuesString));
        Set(command, "$state", trial.State.ToString().ToLowerInvariant());
        // SQLite has no NaN, and takes it for nothing.
        Set(command, "$objective", trial.Objective?.ToString("R", CultureInfo.InvariantCulture));
        Set(command, "$error", trial.Error);
        Set(command, "$host", trial.Worker.Host);
        Set(command, "$process", trial.Worker.Process);
        Set(command, "$started", Text(trial.Worker.Started));
        Set(command, "$slot", trial.Worker.Slot);
        Set(command, "$begun", Text(trial.Begun));
        Set(command, "$ended", trial.Ended is { } ended ? Text(ended) : null);
        Set(command, "$reports", JsonSerializer.Serialize(trial.Reports, LedgerJson.Default.ImmutableArrayTrialReport));
        Set(command, "$runs", JsonSerializer.Serialize(trial.Runs, LedgerJson.Default.ImmutableArrayTrialRun));
    }

    /// <summary>Reads a trial from the columns.</summary>
    public static Trial Read(SqliteDataReader row) => new(
        row.GetInt32(0),
        new(JsonSerializer.Deserialize(row.GetString(1), LedgerJson.Default.NamedValuesString)!),
        Enum.Parse<TrialState>(row.GetString(2), ignoreCase: true))
    {
        Objective = row.IsDBNull(3) ? null : double.Parse(row.GetString(3), CultureInfo.InvariantCulture),
        Error = row.IsDBNull(4) ? null : row.GetString(4),
        Worker = new(row.GetString(5), row.GetInt32(6), Time(row.GetString(7)), row.GetInt32(8)),
        Begun = Time(row.GetString(9)),
        Ended = row.IsDBNull(10) ? null : Time(row.GetString(10)),
        Reports = JsonSerializer.Deserialize(row.GetString(11), LedgerJson.Default.ImmutableArrayTrialReport),
        Runs = JsonSerializer.Deserialize(row.GetString(12), LedgerJson.Default.ImmutableArrayTrialRun),
    };

    /// <summary>A moment as a text that sorts, in UTC.</summary>
    public static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Gives a parameter its value.</summary>
    public static void Set(SqliteCommand command, string name, object? value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value ?? DBNull.Value;
        }
        else
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
    }
}
