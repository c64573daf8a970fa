using System.Collections.Immutable;
using Makemore.Charts.Pictures;
using Makemore.Runtime.Specs;
using ScottPlot;
using ScottPlot.Plottables;

namespace Makemore.Charts.Studies;

/// <summary>
/// The part of an objective's axis that is shown. A few values that are far worse than the others are put at its edge, or all
/// the others would be one line.
/// </summary>
internal sealed class ObjectiveScale
{
    private const int FewestToCut = 8;

    private readonly Direction direction;

    /// <summary>The scale of some values.</summary>
    /// <param name="values">The values, all finite.</param>
    /// <param name="direction">Which end is best.</param>
    public ObjectiveScale(IEnumerable<double> values, Direction direction)
    {
        this.direction = direction;
        ImmutableArray<double> badness = [.. values.Select(value => Sign * value).Order()];
        if (badness.IsEmpty)
        {
            (Least, Greatest) = (0, 1);
            return;
        }

        // Tukey's fences (1977) are made for bell curves; losses have one long tail, so the fence stands farther out.
        var (best, quartile, worst) = (badness[0], badness[badness.Length * 3 / 4], badness[^1]);
        var fence = quartile + (2 * (quartile - best));
        Cut = badness.Length < FewestToCut || fence <= best ? 0 : badness.Count(value => value > fence);
        worst = Cut == 0 ? worst : fence;
        var (first, second) = (Sign * best, Sign * worst);
        var margin = first.Equals(second) ? Math.Max(Math.Abs(first) * 0.05, 1e-6) : 0;
        (Least, Greatest) = (Math.Min(first, second) - margin, Math.Max(first, second) + margin);
    }

    /// <summary>The start of the axis.</summary>
    public double Least { get; }

    /// <summary>The end of the axis.</summary>
    public double Greatest { get; }

    /// <summary>The number of values that are beyond its worse end.</summary>
    public int Cut { get; }

    /// <summary>The worse end.</summary>
    public double Worst => direction == Direction.Minimize ? Greatest : Least;

    /// <summary>The limits of a plot, with room for the marks at its edges.</summary>
    public (double Least, double Greatest) Limits => (Least - (0.06 * (Greatest - Least)), Greatest + (0.06 * (Greatest - Least)));

    private double Sign => direction == Direction.Minimize ? 1 : -1;

    /// <summary>The value, or the edge that it is beyond.</summary>
    public double Within(double value) => Math.Clamp(value, Least, Greatest);

    /// <summary>How bad a value is: 0 is the best one, 1 the worse end of the axis.</summary>
    public double Badness(double value)
    {
        var share = (Within(value) - Least) / (Greatest - Least);
        return direction == Direction.Minimize ? share : 1 - share;
    }

    /// <summary>The colour of a value; the best is darkest, so that it stands out from the white.</summary>
    public Color Color(double value) => ChartStyle.Values.GetColor(Badness(value));

    /// <summary>Marks at round values.</summary>
    public Ticks Ticks(int most = 6) => Pictures.Ticks.Linear(Least, Greatest, most);

    /// <summary>That some values are at the edge, in a sentence; empty where none is.</summary>
    public string Note(StudyChartData data) => Cut == 0
        ? ""
        : $"Drawn at the edge: {Cut} {(direction == Direction.Minimize ? "above" : "below")} {data.Text(Worst)}. ";

    /// <summary>A bar with the colours of the values.</summary>
    /// <param name="sheet">Where it is added.</param>
    /// <param name="place">Its place, with its marks at the right.</param>
    /// <param name="label">What the values are.</param>
    public void AddBar(Sheet sheet, PixelRect place, string label)
    {
        var plot = ChartStyle.Plot();
        AddColors(plot, new CoordinateRect(0, 1, Least, Greatest));
        plot.HideGrid();
        plot.Axes.Left.IsVisible = plot.Axes.Bottom.IsVisible = false;
        var axis = plot.Axes.Right;
        axis.IsVisible = true;
        axis.TickGenerator = Ticks().Generator();
        axis.TickLabelStyle.FontSize = ChartStyle.TextSize;
        axis.TickLabelStyle.ForeColor = ChartStyle.Ink;
        axis.MajorTickStyle.Color = ChartStyle.Muted;
        axis.TickLabelStyle.OffsetY = ChartStyle.Drop;
        axis.Label.Text = label;
        axis.Label.FontSize = ChartStyle.TextSize + 1;
        axis.Label.ForeColor = ChartStyle.Ink;
        axis.Label.Bold = false;
        plot.Axes.SetLimits(0, 1, Least, Greatest);
        plot.Axes.SetLimitsY(Least, Greatest, axis);
        sheet.Add(plot, place, new PixelPadding(0, place.Width - 16, 0, 0));
    }

    /// <summary>Adds a map of badness to a plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="cells">From 0 to 1, at least two in each direction; the first row is at the top.</param>
    /// <param name="place">The place of the whole map.</param>
    public static Heatmap Add(Plot plot, double[,] cells, CoordinateRect place)
    {
        var map = plot.Add.Heatmap(cells);
        map.Colormap = ChartStyle.Values;
        map.ManualRange = new ScottPlot.Range(0, 1);
        map.NaNCellColor = Colors.White;
        // The library wants the place of the middles of the outer cells.
        var (width, height) = (place.Width / cells.GetLength(1) / 2, place.Height / cells.GetLength(0) / 2);
        map.Extent = new CoordinateRect(place.Left + width, place.Right - width, place.Bottom + height, place.Top - height);
        return map;
    }

    /// <summary>Adds the colours of all values to a plot, from the start of the axis at the bottom to its end.</summary>
    public void AddColors(Plot plot, CoordinateRect place)
    {
        const int Cells = 128;
        var cells = new double[Cells, 2];
        for (var row = 0; row < Cells; row++)
        {
            // The first row is at the top, where values are greatest.
            cells[row, 0] = cells[row, 1] = Badness(Greatest - ((row + 0.5) / Cells * (Greatest - Least)));
        }

        Add(plot, cells, place);
    }
}
