using ScottPlot;
using SkiaSharp;

namespace Makemore.Charts.Pictures;

/// <summary>A picture of one or several plots between a heading with the key of its marks, and a caption.</summary>
internal sealed class Sheet
{
    private const float Margin = 24;
    private const float LineHeight = 18;

    private readonly List<(Plot Plot, PixelRect Place)> panels = [];

    /// <summary>The width in pixels.</summary>
    public int Width { get; init; } = 960;

    /// <summary>The height of the plots in pixels.</summary>
    public float PlotHeight { get; set; } = 440;

    /// <summary>What is seen.</summary>
    public required string Title { get; init; }

    /// <summary>Of what.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What the marks mean.</summary>
    public IReadOnlyList<KeyEntry> Key { get; init; } = [];

    /// <summary>What else there is to know.</summary>
    public string Caption { get; init; } = "";

    /// <summary>The place of the plots.</summary>
    public PixelRect Body => new(Margin, Width - Margin, Top + PlotHeight, Top);

    private float Top => Key.Count == 0 ? 72 : 98;

    private int Height => (int)MathF.Ceiling(Body.Bottom + 14 + (LineHeight * Lines(Caption).Count()));

    /// <summary>Adds a plot.</summary>
    /// <param name="plot">The plot; its limits are set.</param>
    /// <param name="place">Where it stands in the picture.</param>
    /// <param name="padding">The pixels around its frame, for its marks and labels.</param>
    public void Add(Plot plot, PixelRect place, PixelPadding padding)
    {
        plot.Font.Set(ChartStyle.Font);
        plot.Layout.Fixed(padding);
        panels.Add((plot, place));
    }

    /// <summary>The picture.</summary>
    public Picture ToPicture() => new(Width, Height, Draw);

    private void Draw(SKCanvas canvas)
    {
        using var paint = Paint.NewDisposablePaint();
        Drawing.FillRectangle(canvas, new PixelRect(0, Width, Height, 0), paint, new FillStyle { Color = Colors.White });
        foreach (var (plot, place) in panels)
        {
            plot.RenderManager.ClearCanvasBeforeEachRender = false;
            plot.Render(canvas, place);
        }

        Write(canvas, paint, Title, Margin, 18, ChartStyle.Text(ChartStyle.TitleSize, ChartStyle.Ink));
        Write(canvas, paint, Subtitle, Margin, 44, ChartStyle.Text(ChartStyle.TextSize, ChartStyle.Muted));
        DrawKey(canvas, paint);
        var y = Body.Bottom + 4;
        foreach (var line in Lines(Caption))
        {
            Write(canvas, paint, line, Margin, y, ChartStyle.Text(ChartStyle.TextSize, ChartStyle.Muted));
            y += LineHeight;
        }
    }

    private void DrawKey(SKCanvas canvas, Paint paint)
    {
        var x = Margin;
        const float Middle = 79;
        foreach (var entry in Key)
        {
            if (entry.Line is { } line)
            {
                Drawing.DrawLine(canvas, paint, new Pixel(x, Middle), new Pixel(x + 24, Middle), line);
            }

            entry.Marker?.Render(canvas, new Pixel(x + 12, Middle), paint);
            x += entry.Line is null ? 26 : 31;
            var text = ChartStyle.Text(ChartStyle.TextSize, ChartStyle.Ink);
            text.Alignment = Alignment.MiddleLeft;
            Write(canvas, paint, entry.Text, x, Middle + ChartStyle.Drop, text);
            x += ChartStyle.WidthOf(entry.Text) + 20;
        }
    }

    private static void Write(SKCanvas canvas, Paint paint, string text, float x, float y, LabelStyle style) =>
        style.Render(canvas, new Pixel(x, y), paint, text);

    private IEnumerable<string> Lines(string text)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && ChartStyle.WidthOf(longer) > Width - (2 * Margin))
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }
}

/// <summary>A mark and what it means.</summary>
/// <param name="Text">The meaning.</param>
/// <param name="Marker">The mark of a point, where there is one.</param>
/// <param name="Line">The mark of a line, where there is one.</param>
internal sealed record KeyEntry(string Text, MarkerStyle? Marker = null, LineStyle? Line = null);
