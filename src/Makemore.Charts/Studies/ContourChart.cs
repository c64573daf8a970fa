using System.Collections.Immutable;
using Makemore.Charts.Pictures;
using Makemore.Runtime.Sweeps.Spaces;
using ScottPlot;
using ScottPlot.Plottables;

namespace Makemore.Charts.Studies;

/// <summary>The objective over the two most important axes, interpolated between the finished trials.</summary>
internal static class ContourChart
{
    private const int Cells = 160;
    private const int FewestTrials = 3;
    private const float BarWidth = 96;

    // The distance below which a trial is no nearer: it rounds off what would be a needle at each trial.
    private const double Softness = 0.06;

    /// <summary>The chart; null where there are no two axes, or too few trials to see anything between them.</summary>
    public static Sheet? Of(StudyChartData data)
    {
        if (MostImportant(data) is not [var across, var up, ..])
        {
            return null;
        }

        ImmutableArray<Point> points =
        [
            .. from trial in data.Finished
               let x = across.PlaceOf(trial.Trial)
               let y = up.PlaceOf(trial.Trial)
               where x is not null && y is not null
               select new Point(x.Value, y.Value, trial),
        ];
        if (points.Length < FewestTrials)
        {
            return null;
        }

        var scale = new ObjectiveScale([.. points.Select(point => point.Trial.Value)], data.Objective.Direction);
        var sheet = new Sheet
        {
            Title = $"{data.Heading} over {data.NameOf(across)} and {data.NameOf(up)}",
            Subtitle = $"{data.Summary}; {data.BestText}",
            Key = [new("finished, in the colour of its value", TrialMarks.Disc(10, ChartStyle.Muted)), new("best", TrialMarks.Best(10))],
            Caption = "Between the trials: their mean, weighted by the inverse fourth power of the distance. "
                + scale.Note(data) + data.LeftOut,
            PlotHeight = 500,
        };

        var plot = ChartStyle.Plot();
        plot.HideGrid();
        var map = ObjectiveScale.Add(plot, Surface(points, across.Domain, up.Domain, scale), new CoordinateRect(0, 1, 0, 1));
        if (across.Domain is AxisDomain.Listed || up.Domain is AxisDomain.Listed)
        {
            // An image would be smoothed over the borders between words.
            map.RenderStrategy = new Heatmap.RenderStrategies.Rectangles();
        }
        else
        {
            map.Smooth = true;
        }

        AddBorders(plot, across.Domain, up.Domain);
        var size = TrialMarks.Size(points.Length) + 1;
        foreach (var point in points)
        {
            plot.Mark([Place(point.Trial)], TrialMarks.Disc(size, scale.Color(point.Trial.Value)));
        }

        if (points.FirstOrDefault(point => point.Trial == data.Best) is { } best)
        {
            plot.MarkBest(Place(best.Trial), size);
        }

        plot.Axes.SetLimits(-0.015, 1.015, -0.02, 1.02);
        var body = sheet.Body;
        var place = new PixelRect(body.Left, body.Right - BarWidth, body.Bottom, body.Top);
        var left = AxisPlaces.MarksOf(up.Domain).Beside(plot, data.LabelOf(up));
        var below = AxisPlaces.MarksOf(across.Domain).Below(plot, data.LabelOf(across), place.Width - left);
        sheet.Add(plot, place, new PixelPadding(left, 8, below, 8));
        scale.AddBar(
            sheet, new PixelRect(body.Right - BarWidth + 14, body.Right, body.Bottom - below, body.Top + 8), data.MetricWithUnit);
        return sheet;

        Coordinates Place(ChartTrial trial) => new(
            across.SpreadPlaceOf(trial.Trial)!.Value, up.SpreadPlaceOf(trial.Trial, ratio: Math.Sqrt(2) - 1)!.Value);
    }

    private static IReadOnlyList<Axis> MostImportant(StudyChartData data) => data.Importances.Count >= 2
        ? [.. data.Importances.OrderByDescending(pair => pair.Share).Select(pair => pair.Axis)]
        : data.Space.Axes;

    // Words have no distance: a cell looks only at the trials of its own words, and is empty where there are none.
    private static double[,] Surface(ImmutableArray<Point> points, AxisDomain across, AxisDomain up, ObjectiveScale scale)
    {
        var (columns, rows) = (CellsOf(across), CellsOf(up));
        var cells = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (x, y) = ((column + 0.5) / columns, 1 - ((row + 0.5) / rows));
                var (sum, weights) = (0.0, 0.0);
                foreach (var point in points)
                {
                    var (dx, dy) = (Distance(across, x, point.X), Distance(up, y, point.Y));
                    var square = (dx * dx) + (dy * dy) + (Softness * Softness);
                    var weight = 1 / (square * square);
                    sum += weight * scale.Badness(point.Trial.Value);
                    weights += weight;
                }

                cells[row, column] = sum / weights;
            }
        }

        return cells;
    }

    private static int CellsOf(AxisDomain domain) =>
        domain is AxisDomain.Listed listed ? listed.Values.Length * (listed.Values.Length == 1 ? 2 : 1) : Cells;

    private static double Distance(AxisDomain domain, double place, double other) => domain is not AxisDomain.Listed listed
        ? place - other
        : (int)(place * listed.Values.Length) == (int)(other * listed.Values.Length) ? 0 : double.PositiveInfinity;

    private static void AddBorders(Plot plot, AxisDomain across, AxisDomain up)
    {
        foreach (var place in Borders(across))
        {
            plot.Add.VerticalLine(place, 2, Colors.White);
        }

        foreach (var place in Borders(up))
        {
            plot.Add.HorizontalLine(place, 2, Colors.White);
        }
    }

    private static IEnumerable<double> Borders(AxisDomain domain) => domain is AxisDomain.Listed listed
        ? Enumerable.Range(1, listed.Values.Length - 1).Select(index => (double)index / listed.Values.Length)
        : [];

    private sealed record Point(double X, double Y, ChartTrial Trial);
}
