using Microsoft.Data.Sqlite;

namespace Makemore.Runtime.Tests.Sweeps.Ledgers;

/// <summary>The file of a ledger, as any program that knows SQLite sees it.</summary>
internal static class LedgerFile
{
    /// <summary>Changes what is in the file, or makes it.</summary>
    public static void Change(string path, string sql) => Ask(path, sql);

    /// <summary>The first value of an answer, as a text.</summary>
    public static string? Ask(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
