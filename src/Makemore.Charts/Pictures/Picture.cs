using System.Text;
using System.Text.RegularExpressions;
using Makemore.Format;
using Makemore.Runtime.Runs;
using ScottPlot;
using SkiaSharp;

namespace Makemore.Charts.Pictures;

/// <summary>Something that is drawn on a canvas, and written as SVG and as PNG; the same bytes for the same picture.</summary>
/// <param name="Width">The columns, in pixels of a screen of 96 dots per inch.</param>
/// <param name="Height">The rows.</param>
/// <param name="Paint">Draws it on an empty canvas.</param>
internal sealed partial record Picture(int Width, int Height, Action<SKCanvas> Paint)
{
    /// <summary>The pixels of the PNG for each pixel of the picture, so that it is sharp on today's screens.</summary>
    public const int Density = 2;

    /// <summary>A plot that fills a picture.</summary>
    public static Picture Of(Plot plot, int width, int height)
    {
        plot.Font.Set(ChartStyle.Font);
        return new(width, height, canvas => plot.Render(canvas, width, height));
    }

    /// <summary>Draws, where the library that draws has its native part; else tells why not, since no result is worse for it.</summary>
    /// <param name="what">What is drawn, as the start of a sentence.</param>
    /// <param name="draw">Draws and writes.</param>
    /// <param name="warned">Is told why nothing is drawn.</param>
    public static void Attempt(string what, Action draw, Action<string> warned)
    {
        try
        {
            draw();
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException)
        {
            warned($"{what} is not drawn: {error.Message}");
        }
    }

    /// <summary>Writes both files.</summary>
    /// <param name="path">Their path without an ending.</param>
    /// <exception cref="Runtime.MakemoreException">The folder cannot be written to, or the disk is full.</exception>
    public void Save(string path)
    {
        Write(path + ChartEndings.Svg);
        Write(path + ChartEndings.Png);
    }

    /// <summary>Writes a file, as its ending says.</summary>
    /// <param name="path">The path, which ends as one of <see cref="ChartEndings"/>.</param>
    /// <inheritdoc cref="Save"/>
    public void Write(string path)
    {
        if (path.EndsWith(ChartEndings.Svg, StringComparison.Ordinal))
        {
            AtomicFile.Write(path, ToSvg());
        }
        else
        {
            AtomicFile.Write(path, ToPng());
        }
    }

    /// <summary>The picture as SVG.</summary>
    public string ToSvg()
    {
        using var stream = new MemoryStream();
        // The document is whole when the canvas is gone.
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), stream))
        {
            PaintOnce(canvas);
        }

        return Renumbered(TrailingComma().Replace(Encoding.UTF8.GetString(stream.ToArray()), ""));
    }

    /// <summary>The picture as PNG, <see cref="Density"/> times as large.</summary>
    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width * Density, Height * Density));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Density);
        PaintOnce(surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    // A plot is drawn again where its limits are new to it, over what was drawn before: so it learns them somewhere else.
    private void PaintOnce(SKCanvas canvas)
    {
        using var nowhere = new SKNoDrawCanvas(Width, Height);
        Paint(nowhere);
        Paint(canvas);
    }

    // The library counts its ids through the whole process.
    private static string Renumbered(string svg)
    {
        var numbers = new Dictionary<string, int>();
        return Ids().Replace(svg, match =>
        {
            numbers.TryAdd(match.Value, numbers.Count);
            return $"{match.Groups["kind"]}_{SpecText.Format(numbers[match.Value])}";
        });
    }

    // The library ends the places of letters with a comma, which is an error to some readers.
    [GeneratedRegex("""(?<= [xy]="[^"<>]*), (?=")""")]
    private static partial Regex TrailingComma();

    [GeneratedRegex("""(?<=(id="|href="#|url\(#))(?<kind>[a-z]+)_[0-9a-f]+(?=["\)])""")]
    private static partial Regex Ids();
}
