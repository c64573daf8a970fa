using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Makemore.Board.Curves;
using Makemore.Runtime.Display;

namespace Makemore.Board.Parts;

/// <summary>How a line is drawn.</summary>
public enum PlotStyle
{
    /// <summary>As it is.</summary>
    Solid,

    /// <summary>Behind the others: what a smoothed line stands for.</summary>
    Faint,

    /// <summary>With a mark at each point: what is measured now and then.</summary>
    Marked,
}

/// <summary>A line of a plot.</summary>
/// <param name="Label">What the legend calls it; empty for one that the legend leaves out.</param>
/// <param name="Points">Its points.</param>
/// <param name="Color">The place of its colour among those of the style sheet, from 0.</param>
/// <param name="Style">How it is drawn.</param>
public sealed record PlotLine(string Label, ImmutableArray<CurvePoint> Points, int Color, PlotStyle Style)
{
    /// <summary>The colours of the style sheet.</summary>
    public const int Colors = 8;

    /// <summary>The path of an SVG; what is not finite interrupts it.</summary>
    internal string Path(Scale across, Scale up)
    {
        var path = new StringBuilder();
        var isDown = false;
        foreach (var point in Points)
        {
            if (!double.IsFinite(point.Loss) || (across.IsLogarithmic && point.Step <= 0))
            {
                isDown = false;
                continue;
            }

            path.Append(isDown ? 'L' : 'M').Append(Pixel(across.At(point.Step))).Append(' ').Append(Pixel(up.At(point.Loss)));
            isDown = true;
        }

        return path.ToString();
    }

    /// <summary>A place in an SVG.</summary>
    internal static string Pixel(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
