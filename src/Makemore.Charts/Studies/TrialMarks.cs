using Makemore.Charts.Pictures;
using ScottPlot;

namespace Makemore.Charts.Studies;

/// <summary>The marks of trials: each end has a shape of its own, so that nobody has to tell colours apart.</summary>
internal static class TrialMarks
{
    /// <summary>A size at which some number of marks can be told apart.</summary>
    public static float Size(int count) => count <= 100 ? 10 : count <= 300 ? 8 : 6;

    /// <summary>A finished trial: a disc.</summary>
    public static MarkerStyle Finished(float size) => Disc(size, ChartStyle.Blue);

    /// <summary>A trial that was given up: an open triangle, downwards.</summary>
    public static MarkerStyle Pruned(float size) => Lines(MarkerShape.OpenTriangleDown, size, ChartStyle.Orange);

    /// <summary>A trial that came to nothing: a cross.</summary>
    public static MarkerStyle Failed(float size) => Lines(MarkerShape.Eks, size, ChartStyle.Vermilion);

    /// <summary>The best trial: a ring around its disc.</summary>
    public static MarkerStyle Best(float size) => Lines(MarkerShape.OpenCircle, size + 8, ChartStyle.Ink);

    /// <summary>A disc with a thin white edge, by which two that overlap are two.</summary>
    public static MarkerStyle Disc(float size, Color color) =>
        new(MarkerShape.FilledCircle, size, color) { OutlineColor = Colors.White, OutlineWidth = 1 };

    /// <summary>Marks the best trial, so that it is seen on all colours.</summary>
    public static void MarkBest(this Plot plot, Coordinates place, float size)
    {
        var (halo, ring) = (Best(size), Best(size));
        halo.LineColor = Colors.White;
        halo.LineWidth = 5;
        plot.Mark([place], halo);
        plot.Mark([place], ring);
    }

    /// <summary>Marks some places.</summary>
    public static void Mark(this Plot plot, IEnumerable<Coordinates> places, MarkerStyle style)
    {
        Coordinates[] all = [.. places];
        if (all.Length > 0)
        {
            plot.Add.Markers(all).MarkerStyle = style;
        }
    }

    private static MarkerStyle Lines(MarkerShape shape, float size, Color color) =>
        new(shape, size, color) { LineWidth = 2, LineColor = color };
}
