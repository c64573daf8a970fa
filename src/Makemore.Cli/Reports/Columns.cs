using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
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

    /// <summary>Whether a row stands out.</summary>
    public Func<T, bool> StandsOut { get; init; } = _ => false;

    /// <summary>A text set into the column.</summary>
    public string Set(string text, int width)
    {
        var blanks = new string(' ', Math.Max(0, width - text.GetCellWidth()));
        return Title.StartsWith('>') ? blanks + text : text + blanks;
    }
}

/// <summary>
/// Tables that leave columns out where the terminal is narrow, and have thousands of rows: Spectre.Console takes a millisecond
/// for each.
/// </summary>
internal static class Columns
{
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Outstanding = new(Color.Green);

    /// <summary>Writes the table with the most columns that fits; with the least of them where none does.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">All columns.</param>
    /// <param name="byNeed">The names of those that may be left out, the least needed first.</param>
    public static void Write<T>(
        Terminal terminal, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns, IReadOnlyList<string> byNeed)
    {
        var texts = columns.ToDictionary(column => column, column => rows.Select(row => VisibleText.Of(column.Cell(row))).ToArray());
        var widths = columns.ToDictionary(
            column => column, column => texts[column].Append(column.Name).Max(text => text.GetCellWidth()));
        var choices = Enumerable.Range(0, byNeed.Count + 1)
            .Select(count => columns.Where(column => !byNeed.Take(count).Contains(column.Name)).ToArray()).ToArray();
        var shown = choices.FirstOrDefault(choice => choice.Sum(column => widths[column] + Tables.Gap) <= terminal.Width + Tables.Gap)
            ?? choices[^1];
        WriteLine(terminal, shown, widths, column => column.Name, _ => Bold);
        for (var row = 0; row < rows.Count; row++)
        {
            WriteLine(terminal, shown, widths, column => texts[column][row],
                column => column.StandsOut(rows[row]) ? Outstanding : Style.Plain);
        }
    }

    private static void WriteLine<T>(
        Terminal terminal, Column<T>[] columns, Dictionary<Column<T>, int> widths, Func<Column<T>, string> textOf,
        Func<Column<T>, Style> styleOf)
    {
        var gap = new string(' ', Tables.Gap);
        (string Text, Style Style)[] cells =
            [.. columns.Select(column => (column.Set(textOf(column), widths[column]) + gap, styleOf(column)))];
        var last = cells.Length - 1;
        while (last > 0 && string.IsNullOrWhiteSpace(cells[last].Text))
        {
            last--;
        }

        cells[last].Text = cells[last].Text.TrimEnd();
        terminal.WriteStyled(cells[..(last + 1)]);
    }
}
