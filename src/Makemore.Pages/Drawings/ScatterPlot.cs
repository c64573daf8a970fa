using Makemore.Pages.Markup;
using Makemore.Runtime.Display;

namespace Makemore.Pages.Drawings;

/// <summary>A named place in the plane.</summary>
/// <param name="Name">What is written there.</param>
/// <param name="X">To the right.</param>
/// <param name="Y">Up.</param>
internal readonly record struct NamedPlace(string Name, double X, double Y);

/// <summary>Names at their places in the plane, both axes to one scale.</summary>
/// <param name="Title">What it shows, for who does not see it.</param>
/// <param name="Below">The name of the axis below.</param>
/// <param name="Beside">The name of the axis at the left.</param>
/// <param name="Places">The places.</param>
internal sealed record ScatterPlot(string Title, string Below, string Beside, IReadOnlyList<NamedPlace> Places)
{
    private const int Size = 620;
    private const int Margin = 46;

    /// <summary>The drawing as SVG.</summary>
    /// <param name="id">A name that no other drawing of the page has.</param>
    public Html Draw(string id)
    {
        var (left, right) = (Places.Min(place => place.X), Places.Max(place => place.X));
        var (bottom, top) = (Places.Min(place => place.Y), Places.Max(place => place.Y));
        var span = Math.Max(Math.Max(right - left, top - bottom) * 1.08, 1e-9);
        var (x0, y0) = (((left + right) / 2) - (span / 2), ((bottom + top) / 2) - (span / 2));
        var height = Math.Clamp((int)((top - bottom + (span * 0.1)) / span * (Size - Margin)), 260, Size - Margin);
        var middle = (bottom + top) / 2;
        return Html.Of($"""
            <svg class="square" viewBox="0 0 {Size} {height + Margin}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Title}</title><desc id="{id}-d">{Description()}</desc>
            {RoundNumbers.Within(x0, x0 + span, 6).Select(tick => Html.Of($"""<path class="grid" d="M{X(tick)} 8V{height}"/><text x="{X(tick)}" y="{height + 17}" text-anchor="middle" class="soft">{Ticks.Text(tick)}</text>"""))}
            {RoundNumbers.Within(y0, y0 + span, 6).Where(tick => Y(tick) >= 8 && Y(tick) <= height).Select(tick => Html.Of($"""<path class="grid" d="M{Margin} {Y(tick)}H{Size}"/><text x="{Margin - 6}" y="{Y(tick) + 4}" text-anchor="end" class="soft">{Ticks.Text(tick)}</text>"""))}
            <text x="{Size}" y="{height + 36}" text-anchor="end" class="soft">{Below}</text>
            <text transform="translate(12 8) rotate(-90)" text-anchor="end" class="soft">{Beside}</text>
            {Places.Select(place => Html.Of($"""<circle class="f0" fill-opacity=".2" cx="{X(place.X)}" cy="{Y(place.Y)}" r="9"/><text x="{X(place.X)}" y="{Y(place.Y) + 4}" text-anchor="middle">{place.Name}</text>{"\n"}"""))}</svg>
            """);

        double X(double value) => Margin + ((value - x0) / span * (Size - Margin - 4));

        double Y(double value) => 4 + (height / 2.0) - ((value - middle) / span * (Size - Margin - 4));
    }

    // Who does not see the plane is told who stands closest to whom.
    private string Description() => string.Join(" ", Places.Take(60).Select(place =>
    {
        var near = Places.Where(other => other != place).OrderBy(other => Math.Pow(other.X - place.X, 2) + Math.Pow(other.Y - place.Y, 2)).Take(2).ToArray();
        return near.Length == 0 ? "" : $"Nearest to {place.Name}: {string.Join(", ", near.Select(other => other.Name))}.";
    }));
}
