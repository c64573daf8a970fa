using Makemore.Runtime.Runs;

namespace Makemore.Cli.Charts;

/// <summary>A picture that can be written as SVG and as PNG.</summary>
internal interface IChart
{
    /// <summary>The chart as SVG.</summary>
    string ToSvg();

    /// <summary>The chart as PNG.</summary>
    byte[] ToPng();
}

/// <summary>Writes charts to files.</summary>
internal static class ChartFiles
{
    /// <summary>The ending of a file with a vector graphic.</summary>
    public const string Svg = ".svg";

    /// <summary>The ending of a file with pixels.</summary>
    public const string Png = ".png";

    /// <summary>Draws a chart into files, whose endings say how.</summary>
    /// <param name="paths">The files, each ending in <see cref="Svg"/> or <see cref="Png"/>.</param>
    /// <param name="draw">Makes the chart; null where there is nothing to draw.</param>
    /// <param name="warn">Hears why there is no picture, where the library that draws has no native part.</param>
    /// <returns>The files that were written.</returns>
    public static IReadOnlyList<string> Write(IReadOnlyList<string> paths, Func<IChart?> draw, Action<string> warn)
    {
        try
        {
            if (draw() is not { } chart)
            {
                return [];
            }

            foreach (var path in paths)
            {
                if (path.EndsWith(Svg, StringComparison.Ordinal))
                {
                    AtomicFile.Write(path, chart.ToSvg());
                }
                else
                {
                    AtomicFile.Write(path, chart.ToPng());
                }
            }

            return paths;
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException)
        {
            warn(error.Message);
            return [];
        }
    }
}
