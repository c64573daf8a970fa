using Makemore.Runtime.Display;
using ScottPlot;
using SkiaSharp;

namespace Makemore.Charts.Pictures;

/// <summary>
/// How all charts look: dark on white, colours that a colour-blind reader tells apart (Okabe and Ito, 2008), and viridis for
/// values (van der Walt and Smith, 2015).
/// </summary>
internal static class ChartStyle
{
    /// <summary>The size of a heading, in pixels.</summary>
    public const float TitleSize = 18;

    /// <summary>The size of all other text, in pixels.</summary>
    public const float TextSize = 13;

    // The default of a system without settings is whatever comes first, often a serif.
    private static readonly string[] Fonts = ["DejaVu Sans", "Segoe UI", "Helvetica", "Arial", "Liberation Sans", "Noto Sans"];

    /// <summary>The colour of text and of what stands in front.</summary>
    public static Color Ink { get; } = Color.FromHex("#222222");

    /// <summary>The colour of text beside the chart.</summary>
    public static Color Muted { get; } = Color.FromHex("#5F5F5F");

    /// <summary>The colour of what stands in the background.</summary>
    public static Color Faint { get; } = Color.FromHex("#C4C4C4");

    /// <summary>The colour of a grid.</summary>
    public static Color Grid { get; } = Color.FromHex("#E9E9E9");

    /// <summary>A colour for what went well.</summary>
    public static Color Blue { get; } = Color.FromHex("#0072B2");

    /// <summary>A colour for what was stopped.</summary>
    public static Color Orange { get; } = Color.FromHex("#E69F00");

    /// <summary>A colour for what went wrong.</summary>
    public static Color Vermilion { get; } = Color.FromHex("#D55E00");

    /// <summary>The colours of values, from dark to light.</summary>
    public static IColormap Values { get; } = new ScottPlot.Colormaps.Viridis();

    /// <summary>The first sans-serif font that the system has.</summary>
    public static string Font { get; } = Fonts.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) ?? ScottPlot.Fonts.Sans;

    /// <summary>A text of some size and colour.</summary>
    public static LabelStyle Text(float size, Color color) => new() { FontName = Font, FontSize = size, ForeColor = color };

    /// <summary>
    /// How much lower than the library puts it a text stands in the middle of its place, in pixels: the library takes the
    /// middle of the font's box, which is none of what one sees.
    /// </summary>
    public static float Drop { get; } = MeasureDrop();

    /// <summary>The width of a text, in pixels.</summary>
    public static float WidthOf(string text, float size = TextSize)
    {
        using var paint = Paint.NewDisposablePaint();
        return Text(size, Ink).Measure(text, paint).Width;
    }

    /// <summary>
    /// A text as a picture may show it: of no more letters than there is room for. What is left out is near the start, since
    /// long names that are alike, such as paths, differ at their ends.
    /// </summary>
    public static string Shorten(string text, int most)
    {
        var visible = VisibleText.Of(text);
        return visible.Length <= most ? visible : $"{visible[..(most / 3)]}…{visible[^(most - 1 - (most / 3))..]}";
    }

    /// <summary>An empty plot with a frame at the left and below, and faint lines behind the values.</summary>
    public static Plot Plot()
    {
        var plot = new Plot();
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.FrameLineStyle.Width = 1;
            axis.FrameLineStyle.Color = Muted;
            axis.MajorTickStyle.Color = Muted;
            axis.MinorTickStyle.Color = Muted;
            axis.TickLabelStyle.ForeColor = Ink;
            axis.TickLabelStyle.FontSize = TextSize;
            axis.Label.ForeColor = Ink;
            axis.Label.FontSize = TextSize + 1;
            axis.Label.Bold = false;
        }

        plot.Axes.Left.TickLabelStyle.OffsetY = Drop;
        plot.Grid.MajorLineColor = Grid;
        return plot;
    }

    private static float MeasureDrop()
    {
        using var paint = Paint.NewDisposablePaint();
        var measured = Text(TextSize, Ink).Measure("0", paint);
        return (paint.SKFont.Metrics.CapHeight / 2) - (measured.Height / 2) + measured.Bottom;
    }
}
