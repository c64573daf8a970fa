using System.Globalization;
using Makemore.Pages.Markup;

namespace Makemore.Pages.Drawings;

/// <summary>An axis of a parallel plot.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Marks">What is written along it, from 0 at the bottom to 1.</param>
internal sealed record ParallelAxis(string Name, IReadOnlyList<(double Place, string Text)> Marks);

/// <summary>A line across all axes.</summary>
/// <param name="Title">What is said of it where one points at it.</param>
/// <param name="Places">Its place on each axis, from 0 to 1; null where it has none.</param>
/// <param name="Goodness">From 0 for the worst to 1 for the best.</param>
internal sealed record ParallelLine(string Title, IReadOnlyList<double?> Places, double Goodness);

/// <summary>Points of many dimensions, each a line across parallel axes; the better, the stronger it is drawn.</summary>
/// <param name="Title">What it shows, for who does not see it.</param>
/// <param name="Description">The same in more words.</param>
/// <param name="Axes">The axes from the left.</param>
/// <param name="Lines">The lines.</param>
internal sealed record ParallelPlot(string Title, string Description, IReadOnlyList<ParallelAxis> Axes, IReadOnlyList<ParallelLine> Lines)
{
    private const int Width = 860;
    private const int Height = 380;
    private const int Margin = 70;
    private const int Top = 34;
    private const int Bottom = 14;

    /// <summary>The drawing as SVG.</summary>
    /// <param name="id">A name that no other drawing of the page has.</param>
    public Html Draw(string id)
    {
        var best = Lines.MaxBy(line => line.Goodness);
        return Html.Of($"""
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Title}</title><desc id="{id}-d">{Description}</desc>
            {Lines.OrderBy(line => line.Goodness).Select(line => Line(line, isBest: line == best))}
            {Axes.Select((axis, index) => Html.Of($"""<path class="axis" d="M{X(index)} {Top}V{Height - Bottom}"/><text x="{X(index)}" y="16" text-anchor="middle">{axis.Name}</text>{axis.Marks.Select(mark =>
                Html.Of($"""<text x="{X(index) + 6}" y="{Y(mark.Place) + 4}" class="soft">{mark.Text}</text>"""))}"""))}
            </svg>
            """);
    }

    private Html Line(ParallelLine line, bool isBest)
    {
        var points = line.Places.Select((place, index) => (place, index)).Where(pair => pair.place is not null).Select((pair, order) => string.Create(
            CultureInfo.InvariantCulture, $"{(order == 0 ? "M" : "L")}{X(pair.index):0.#} {Y(pair.place!.Value):0.#}"));
        return Html.Of($"""
            <path class="line {(isBest ? "l1" : "l0")}" stroke-opacity="{(isBest ? 1 : 0.12 + (0.6 * line.Goodness)):0.##}" style="stroke-width:{(isBest ? 3.5 : 1.5)}" d="{string.Concat(points)}"><title>{line.Title}</title></path>

            """);
    }

    private double X(int index) => Margin + (index * (Width - (2.0 * Margin)) / Math.Max(1, Axes.Count - 1));

    private static double Y(double place) => Height - Bottom - (place * (Height - Top - Bottom));
}
