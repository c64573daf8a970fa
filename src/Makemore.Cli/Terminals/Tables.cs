using Makemore.Runtime.Display;
using Spectre.Console;

namespace Makemore.Cli.Terminals;

/// <summary>Tables as all commands show them.</summary>
internal static class Tables
{
    /// <summary>The blanks between the columns of a table.</summary>
    public const int Gap = 2;

    /// <summary>
    /// A table without lines between its cells; columns that start with <c>&gt;</c> are numbers, set to the right.
    /// </summary>
    public static Table Of(params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.None, UseSafeBorder = false };
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('>');
            table.AddColumn(new TableColumn(new Text(isNumber ? column[1..] : column, new Style(decoration: Decoration.Bold)))
            {
                Alignment = isNumber ? Justify.Right : Justify.Left,
                NoWrap = true,
                Padding = new Padding(0, 0, Gap, 0),
            });
        }

        return table;
    }

    /// <summary>Adds a row of plain texts, what would steer the terminal as escapes.</summary>
    public static void AddTexts(this Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(VisibleText.Of(cell))));
}
