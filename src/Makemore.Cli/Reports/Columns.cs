using Makemore.Cli.Terminals;
using Spectre.Console;

namespace Makemore.Cli.Reports;

/// <summary>A column of a table.</summary>
/// <typeparam name="T">What a row is about.</typeparam>
/// <param name="Title">Its title; behind a <c>&gt;</c> for numbers, which are set to the right.</param>
/// <param name="Cell">The text of a row.</param>
internal sealed record Column<T>(string Title, Func<T, string> Cell)
{
    /// <summary>The title as it is shown.</summary>
    public string Name => Title.TrimStart('>');
}

/// <summary>Tables that leave columns out where the terminal is narrow.</summary>
internal static class Columns
{
    /// <summary>The table with the most columns that fits; with the least of them where none does.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">All columns.</param>
    /// <param name="byNeed">The names of those that may be left out, the least needed first.</param>
    public static Table FirstThatFits<T>(
        Terminal terminal, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns, IReadOnlyList<string> byNeed)
    {
        var tables = Enumerable.Range(0, byNeed.Count + 1)
            .Select(count => Table(rows, [.. columns.Where(column => !byNeed.Take(count).Contains(column.Name))])).ToArray();
        return tables.FirstOrDefault(terminal.Fits) ?? tables[^1];
    }

    private static Table Table<T>(IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns)
    {
        var table = Figures.Table(columns.Select(column => column.Title));
        foreach (var row in rows)
        {
            table.AddTexts(columns.Select(column => column.Cell(row)));
        }

        return table;
    }
}
