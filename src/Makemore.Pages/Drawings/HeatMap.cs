using Makemore.Pages.Markup;

namespace Makemore.Pages.Drawings;

/// <summary>Numbers in rows and columns, each written in its cell, whose ground is the stronger the greater it is.</summary>
/// <param name="Title">What it shows, for who does not see it.</param>
/// <param name="Description">The same in more words.</param>
/// <param name="Rows">The names of the rows.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Values">The numbers by row and column; null where there is none.</param>
/// <param name="Text">How a number is written.</param>
internal sealed record HeatMap(
    string Title, string Description, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, double?[,] Values, Func<double, string> Text)
{
    // The strongest ground that dark and light ink are read on.
    private const double Strongest = 0.5;
    private const int Margin = 34;

    /// <summary>The pixels of a cell.</summary>
    public int Cell { get; init; } = 34;

    /// <summary>What is written above the number of a cell, such as the pair that it counts; null for nothing.</summary>
    public Func<int, int, string>? Head { get; init; }

    /// <summary>The drawing as SVG.</summary>
    /// <param name="id">A name that no other drawing of the page has.</param>
    public Html Draw(string id)
    {
        var largest = Math.Max(1e-12, Values.Cast<double?>().Max(value => Math.Abs(value ?? 0)));
        var (width, height) = (Margin + (Columns.Count * Cell) + 1, Margin + (Rows.Count * Cell) + 1);
        return Html.Of($"""
            <svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" class="{Html.Trusted(width < 544 ? "small" : "")}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Title}</title><desc id="{id}-d">{Description}</desc>
            {Columns.Select((name, column) => Html.Of($"""<text x="{Margin + ((column + 0.5) * Cell)}" y="{Margin - 10}" text-anchor="middle" class="soft">{name}</text>"""))}
            {Rows.Select((name, row) => Html.Of($"""<text x="{Margin - 8}" y="{Margin + ((row + 0.5) * Cell) + 4}" text-anchor="end" class="soft">{name}</text>"""))}
            {Enumerable.Range(0, Rows.Count).SelectMany(row => Enumerable.Range(0, Columns.Count).Select(column => Square(row, column, largest)))}
            </svg>
            """);
    }

    private Html Square(int row, int column, double largest)
    {
        if (Values[row, column] is not { } value)
        {
            return Html.None;
        }

        var (x, y) = (Margin + (column * Cell), Margin + (row * Cell));
        var strength = Strongest * Math.Sqrt(Math.Abs(value) / largest);
        var ground = value == 0 ? Html.None
            : Html.Of($"""<rect class="{(value < 0 ? "minus" : "cell")}" fill-opacity="{strength:0.##}" x="{x}" y="{y}" width="{Cell}" height="{Cell}"/>""");
        var head = Head is null ? Html.None
            : Html.Of($"""<text x="{x + (Cell / 2.0)}" y="{y + (Cell * 0.42)}" text-anchor="middle" font-size="{Cell * 0.3}">{Head(row, column)}</text>""");
        var text = Text(value);
        var size = Math.Min(Cell * 0.34, 1.55 * (Cell - 2) / Math.Max(1, text.Length));
        return Html.Of($"""
            {ground}{head}<text x="{x + (Cell / 2.0)}" y="{y + (Cell * (Head is null ? 0.62 : 0.82))}" text-anchor="middle" style="font-size:{size}px">{text}</text>

            """);
    }
}
