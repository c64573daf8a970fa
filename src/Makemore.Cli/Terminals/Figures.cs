using System.Globalization;
using Spectre.Console;

namespace Makemore.Cli.Terminals;

/// <summary>Numbers and tables as all commands show them, in the invariant culture.</summary>
internal static class Figures
{
    /// <summary>The blanks between the columns of a table.</summary>
    public const int Gap = 2;

    /// <summary>A loss in nats with four decimals, or a dash where there is none.</summary>
    public static string Loss(double? value) => Number(value, "0.0000");

    /// <summary>The perplexity of a loss in nats: e to its power.</summary>
    public static string Perplexity(double? loss) => Number(loss is { } nats ? Math.Exp(nats) : null, "0.00");

    /// <summary>A number of things, with separators of thousands.</summary>
    public static string Count(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A time in seconds with one decimal.</summary>
    public static string Seconds(double? value) => Number(value, "0.0");

    /// <summary>A share of a whole in percent.</summary>
    public static string Share(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);

    /// <summary>A measured figure: as exact as it is where a whole number is expected, else with seven decimals.</summary>
    public static string Measured(double? value, double expected) =>
        double.IsInteger(expected) && value is { } number && double.IsInteger(number)
            ? Exact(number)
            : Number(value, "0.0000000");

    /// <summary>A number with as many decimals as it has, and no exponent.</summary>
    public static string Exact(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>
    /// A table without lines between its cells; columns that start with <c>&gt;</c> are numbers, set to the right.
    /// </summary>
    public static Table Table(params IEnumerable<string> columns)
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

    private static string Number(double? value, string format) => value switch
    {
        null => "-",
        double.PositiveInfinity => "inf",
        double.NaN => "nan",
        { } number => number.ToString(format, CultureInfo.InvariantCulture),
    };
}
