using System.Globalization;
using System.Text;
using Makemore.Runtime.Diagnostics;

namespace Makemore.Runtime.Tests.Diagnostics;

/// <summary>Draws the three plots of lecture 3 side by side, as the page on diagnostics shows them.</summary>
internal static class DiagnosticsPicture
{
    private const int Left = 46;
    private const int Top = 54;
    private const int Width = 250;
    private const int Height = 180;
    private const int Gap = 66;

    // Of Okabe and Ito (2008): apart also for who does not see red and green.
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>The picture as SVG.</summary>
    /// <param name="title">The network.</param>
    /// <param name="rows">What was seen.</param>
    public static string Draw(string title, IReadOnlyList<Observation> rows)
    {
        var text = new StringBuilder();
        Line(text, $"""<svg xmlns="http://www.w3.org/2000/svg" width="960" height="290" viewBox="0 0 960 290" font-family="sans-serif" font-size="11" role="img">""");
        Line(text, $"<title>{title}: activation distribution, gradient distribution, and update to data over time</title>");
        Line(text, $"""<rect width="960" height="290" fill="white"/><text x="{Left}" y="22" font-size="15" font-weight="bold">{title}</text>""");
        var layers = rows[0].Layers;
        var span = 4 * layers.Max(layer => layer.Gradient.Deviation);
        Panel(text, 0, "activation distribution", (-1, 1), ["-1", "0", "1"], [],
            [.. layers.Select(layer => Density(layer.Values.Histogram))], largest: null);
        Panel(text, 1, "gradient distribution", (-span, span), [$"{-span:0.0e+0}", "0", $"{span:0.0e+0}"], [],
            [.. layers.Select(layer => Density(layer.Gradient.Histogram))], largest: null);
        Panel(text, 2, "log10 of update to data, by step", (0, rows[^1].Step), ["0", "", $"{rows[^1].Step}"], ["-5", "-4", "-3", "-2", "-1", "0"],
            [.. rows[0].Parameters.Select((parameter, index) => rows.Where(row => row.Parameters[index].Update is not null)
                .Select(row => ((double)row.Step, row.Parameters[index].Update!.Value + 5)).ToArray())], largest: 5);
        Key(text, 262, "layer: deviation, saturated", 160, [.. layers.Select((layer, index) =>
            string.Create(CultureInfo.InvariantCulture, $"{index + 1}: {layer.Values.Deviation:0.00}, {100 * layer.Saturation ?? 0:0.0}%"))]);
        Key(text, 280, "matrix", 54, [.. rows[0].Parameters.Select(parameter => parameter.Name)]);
        Line(text, $"</svg>");
        return text.ToString();
    }

    // What a histogram says of the density, in the middle of each part.
    private static (double X, double Y)[] Density(Histogram histogram)
    {
        var width = (histogram.To - histogram.From) / Histogram.Bins;
        var total = Math.Max(1, histogram.Counts.Sum());
        return [.. histogram.Counts.Select((count, index) => (histogram.From + ((index + 0.5) * width), width == 0 ? 0 : count / (total * width)))];
    }

    private static void Panel(
        StringBuilder text, int place, string title, (double From, double To) range, string[] below, string[] beside, (double X, double Y)[][] lines, double? largest)
    {
        var (left, most) = (Left + (place * (Width + Gap)), largest ?? (1.05 * lines.SelectMany(line => line).Max(point => point.Y)));
        Line(text, $"""<text x="{left}" y="{Top - 10}">{title}</text><rect x="{left}" y="{Top}" width="{Width}" height="{Height}" fill="none" stroke="#888"/>""");
        foreach (var (mark, index) in below.Select((mark, index) => (mark, index)))
        {
            Line(text, $"""<text x="{left + (index * Width / 2)}" y="{Top + Height + 14}" text-anchor="middle">{mark}</text>""");
        }

        foreach (var (mark, index) in beside.Select((mark, index) => (mark, index)))
        {
            var y = Top + Height - (index * Height / (beside.Length - 1));
            var dashes = mark == "-3" ? "" : " stroke-dasharray=\"1 3\"";
            Line(text, $"""<text x="{left - 5}" y="{y + 4}" text-anchor="end">{mark}</text><path d="M{left} {y}h{Width}" stroke="#888"{dashes}/>""");
        }

        foreach (var (line, index) in lines.Select((line, index) => (line, index)))
        {
            var points = line.Where(point => point.X >= range.From && point.X <= range.To).Select(point => string.Create(
                CultureInfo.InvariantCulture,
                $"{left + (Width * (point.X - range.From) / (range.To - range.From)):0.0} {Top + Height - (Height * Math.Clamp(point.Y / most, 0, 1)):0.0}"));
            Line(text, $"""<path d="M{string.Join('L', points)}" fill="none" stroke="{Colors[index % Colors.Length]}" stroke-width="1.3"/>""");
        }
    }

    private static void Key(StringBuilder text, int y, string what, int width, string[] names)
    {
        Line(text, $"""<text x="{Left}" y="{y}" fill="#555">{what}</text>""");
        foreach (var (name, index) in names.Select((name, index) => (name, index)))
        {
            var x = Left + width + (index * (914 - width) / names.Length);
            Line(text, $"""<path d="M{x} {y - 4}h10" stroke="{Colors[index % Colors.Length]}" stroke-width="3"/><text x="{x + 14}" y="{y}" font-size="10">{name}</text>""");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
