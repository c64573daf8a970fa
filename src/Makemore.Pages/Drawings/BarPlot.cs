using Makemore.Pages.Markup;

namespace Makemore.Pages.Drawings;

/// <summary>A named length.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Text">What is written at its end.</param>
internal readonly record struct Bar(string Name, double Share, string Text);

/// <summary>Lengths side by side.</summary>
/// <param name="Title">What it shows, for who does not see it.</param>
/// <param name="Bars">The bars from the top.</param>
internal sealed record BarPlot(string Title, IReadOnlyList<Bar> Bars)
{
    private const int Width = 640;
    private const int Left = 200;
    private const int Row = 30;

    /// <summary>The drawing as SVG.</summary>
    /// <param name="id">A name that no other drawing of the page has.</param>
    public Html Draw(string id)
    {
        var longest = Math.Max(1e-9, Bars.Max(bar => bar.Share));
        return Html.Of($"""
            <svg class="square" viewBox="0 0 {Width} {(Bars.Count * Row) + 4}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Title}</title><desc id="{id}-d">{string.Join(", ", Bars.Select(bar => $"{bar.Name}: {bar.Text}"))}</desc>
            {Bars.Select((bar, index) => Html.Of($"""<text x="{Left - 10}" y="{(index * Row) + 20}" text-anchor="end">{bar.Name}</text><rect class="f0" x="{Left}" y="{(index * Row) + 5}" width="{Math.Max(1, bar.Share / longest * (Width - Left - 70))}" height="{Row - 10}"/><text x="{Left + 8 + Math.Max(1, bar.Share / longest * (Width - Left - 70))}" y="{(index * Row) + 20}">{bar.Text}</text>{"\n"}"""))}</svg>
            """);
    }
}
