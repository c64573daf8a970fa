using System.Globalization;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;

namespace Makemore.Pages.Drawings;

/// <summary>How a line is drawn.</summary>
internal enum LineStyle
{
    /// <summary>A line.</summary>
    Plain,

    /// <summary>A thin line behind the others.</summary>
    Faint,

    /// <summary>A line with a dot at each point.</summary>
    Marked,

    /// <summary>A dashed line.</summary>
    Dashed,
}

/// <summary>A line of a plot.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points by ascending x; those that are not finite are left out.</param>
/// <param name="Color">The number of its colour.</param>
/// <param name="Style">How it is drawn.</param>
internal sealed record PlotLine(string Name, IReadOnlyList<PlotPoint> Points, int Color, LineStyle Style)
{
    /// <summary>The dashes of an own kind, so that lines of different colours differ without them.</summary>
    public string Dashes => Style == LineStyle.Dashed ? "6 4" : (Color % 4) switch { 1 => "9 3", 2 => "2 3", 3 => "9 3 2 3", _ => "" };
}

/// <summary>Lines over steps, drawn from numbers alone.</summary>
/// <param name="Title">What it shows, for who does not see it.</param>
/// <param name="Below">The name of the axis below.</param>
/// <param name="Beside">The name of the axis at the left.</param>
/// <param name="Lines">The lines.</param>
internal sealed record LinePlot(string Title, string Below, string Beside, IReadOnlyList<PlotLine> Lines)
{
    private const int Width = 820;
    private const int Left = 62;
    private const int Right = 34;
    private const int Top = 12;
    private const int Bottom = 44;

    private const int Dot = 6;

    // The first part of a training, where the loss falls from far above all that is compared.
    private const double Beginning = 0.05;

    // A curve of few points has no steep beginning, but a first point that belongs to it.
    private const int FewPoints = 40;

    /// <summary>The height in pixels.</summary>
    public int Height { get; init; } = 360;

    /// <summary>Whether the values stand by their logarithms.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether the high beginning of a curve may be cut off.</summary>
    public bool CutsBeginning { get; init; }

    /// <summary>Whether there is anything to draw.</summary>
    public bool IsEmpty => !Lines.SelectMany(Drawable).Any();

    /// <summary>The plot as SVG.</summary>
    /// <param name="id">A name that no other drawing of the page has.</param>
    public Html Draw(string id)
    {
        if (IsEmpty)
        {
            return Html.None;
        }

        var (x, y) = (Range(Lines.SelectMany(Drawable).Select(point => point.X)), Range(Shown()));
        if (!IsLogarithmic || y.Least <= 0)
        {
            var margin = Math.Max((y.Greatest - y.Least) * 0.05, 1e-9);
            y = (y.Least - margin, y.Greatest + margin);
        }

        var isLogarithmic = IsLogarithmic && y.Least > 0;
        var ticks = isLogarithmic ? Ticks.Logarithmic(y.Least, y.Greatest, 6) : RoundNumbers.Within(y.Least, y.Greatest, 6);
        return Html.Of($"""
            <svg viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Title}</title><desc id="{id}-d">{Description()}</desc>
            <clipPath id="{id}-c"><rect x="{Left - Dot}" y="{Top}" width="{Width - Left - Right + (2 * Dot)}" height="{Height - Top - Bottom}"/></clipPath>
            {ticks.Select(tick => Html.Of($"""<path class="grid" d="M{Left} {Y(tick)}H{Width - Right}"/><text x="{Left - 8}" y="{Y(tick) + 4}" text-anchor="end" class="soft">{Ticks.Text(tick)}</text>"""))}
            {RoundNumbers.Within(x.Least, x.Greatest, 7).Select(tick => Html.Of($"""<path class="axis" d="M{X(tick)} {Height - Bottom}v5"/><text x="{X(tick)}" y="{Height - Bottom + 19}" text-anchor="middle" class="soft">{Ticks.Text(tick)}</text>"""))}
            <path class="axis" d="M{Left} {Height - Bottom}H{Width - Right}"/>
            <text x="{Width - Right}" y="{Height - 8}" text-anchor="end" class="soft">{Below}</text>
            <text transform="translate(14 {Top}) rotate(-90)" text-anchor="end" class="soft">{Beside}{(isLogarithmic ? ", logarithmic" : "")}</text>
            <g clip-path="url(#{id}-c)">
            {Lines.OrderBy(line => line.Style == LineStyle.Faint ? 0 : 1).Select(line => Line(line, X, Y))}</g></svg>
            """);

        double X(double value) => Left + ((value - x.Least) / (x.Greatest - x.Least) * (Width - Left - Right));

        double Y(double value)
        {
            var share = isLogarithmic
                ? Math.Log(Math.Max(value, 1e-300) / y.Least) / Math.Log(y.Greatest / y.Least)
                : (value - y.Least) / (y.Greatest - y.Least);
            return Math.Clamp(Height - Bottom - (share * (Height - Top - Bottom)), -Height, 2 * Height);
        }
    }

    /// <summary>The names of the lines with a piece of each.</summary>
    public Html Legend() => Html.Of($"""<ul class="legend">{Lines.Where(line => Drawable(line).Any()).Select(line => Html.Of(
        $"""<li><svg viewBox="0 0 34 12" aria-hidden="true"><path class="line l{line.Color}{(line.Style == LineStyle.Faint ? " faint" : "")}" stroke-dasharray="{line.Dashes}" d="M0 6H34"/>{(line.Style == LineStyle.Marked ? Html.Of($"""<circle class="dot f{line.Color}" cx="17" cy="6" r="4"/>""") : Html.None)}</svg>{line.Name}</li>"""))}</ul>""");

    private static Html Line(PlotLine line, Func<double, double> x, Func<double, double> y)
    {
        var points = Thinning.LowestAndHighest([.. Drawable(line)], Width);
        var path = string.Concat(points.Select((point, index) => string.Create(
            CultureInfo.InvariantCulture, $"{(index == 0 ? "M" : "L")}{x(point.X):0.#} {y(point.Y):0.#}")));
        var dots = line.Style == LineStyle.Marked && points.Count <= 120
            ? points.Select(point => Html.Of($"""<circle class="dot f{line.Color}" cx="{x(point.X)}" cy="{y(point.Y)}" r="3.5"/>"""))
            : [];
        return Html.Of($"""<path class="line l{line.Color}{(line.Style == LineStyle.Faint ? " faint" : "")}" stroke-dasharray="{(line.Style == LineStyle.Faint ? "" : line.Dashes)}" d="{path}"/>{dots}{"\n"}""");
    }

    private static IEnumerable<PlotPoint> Drawable(PlotLine line) => line.Points.Where(point => double.IsFinite(point.Y));

    private static (double Least, double Greatest) Range(IEnumerable<double> values)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        }

        return least < greatest ? (least, greatest) : (least - Math.Max(Math.Abs(least) * 0.1, 1e-6), greatest + Math.Max(Math.Abs(greatest) * 0.1, 1e-6));
    }

    private IEnumerable<double> Shown()
    {
        var shown = Lines.SelectMany(line => Drawable(line).Where(point => !CutsBeginning || line.Points.Count < FewPoints || point.X >= Beginning * line.Points[^1].X)).Select(point => point.Y);
        return IsLogarithmic ? shown.Where(value => value > 0) : shown;
    }

    private string Description() => string.Join(" ", Lines.Where(line => line.Style != LineStyle.Faint && Drawable(line).Any()).Select(line =>
    {
        PlotPoint[] points = [.. Drawable(line)];
        return string.Create(CultureInfo.InvariantCulture,
            $"{line.Name}: from {points[0].Y:0.####} at {points[0].X:0} to {points[^1].Y:0.####} at {points[^1].X:0}, lowest {points.Min(point => point.Y):0.####}.");
    }));
}
