using Makemore.Charts.Pictures;
using ScottPlot;

namespace Makemore.Charts.Studies;

/// <summary>Parallel coordinates (Inselberg, 1985): a line for each trial, across all axes to its objective.</summary>
internal static class ParallelChart
{
    private const float LeastWidth = 912;
    private const float AxisPixels = 165;
    private const float RightPixels = 110;

    private const float ColorPixels = 14;
    private const float MarkPixels = 4;

    // Below its axis stands a trial whose experiment does not have it.
    private const double Absent = -0.1;

    /// <summary>The chart; null where no trial is finished.</summary>
    public static Sheet? Of(StudyChartData data)
    {
        var (finished, pruned, axes) = (data.Finished, data.Pruned, data.Space.Axes);
        if (finished.IsEmpty)
        {
            return null;
        }

        var scale = new ObjectiveScale([.. finished.Select(trial => trial.Value)], data.Objective.Direction);
        // As much room at the left as the labels of the first axis need.
        var left = 30 + Math.Max(60, axes.Take(1).SelectMany(axis => AxisPlaces.MarksOf(axis.Domain).Labelled)
            .Select(tick => ChartStyle.WidthOf(tick.Label)).DefaultIfEmpty(0).Max());
        var unit = Math.Max(AxisPixels, (LeastWidth - left - RightPixels) / Math.Max(1, axes.Length));
        var sheet = new Sheet
        {
            Title = $"All trials across the axes: {data.BestText}",
            Subtitle = data.Summary,
            Key =
            [
                new("finished, in the colour of its value", Line: Line(scale.Color((scale.Least + scale.Greatest) / 2), 2)),
                new("best", Line: Line(ChartStyle.Ink, 3.5f)),
                .. pruned.IsEmpty || axes.Length == 1 ? Array.Empty<KeyEntry>() : [new("pruned", Line: Line(ChartStyle.Faint, 1))],
            ],
            Caption = scale.Note(data) + data.LeftOut,
            PlotHeight = 470,
            Width = (int)(left + (unit * axes.Length) + RightPixels + 48),
        };

        var plot = ChartStyle.Plot();
        foreach (var trial in pruned)
        {
            Add(plot, Way(trial), Line(ChartStyle.Faint, 1));
        }

        var width = finished.Length <= 100 ? 1.8f : 1;
        var alpha = finished.Length <= 100 ? 0.9 : 0.6;
        // The best come last, before the others.
        foreach (var trial in finished.OrderByDescending(trial => scale.Badness(trial.Value)))
        {
            Add(plot, [.. Way(trial), End(trial)], Line(scale.Color(trial.Value).WithAlpha(alpha), width));
        }

        var best = data.Best!;
        Add(plot, [.. Way(best), End(best)], Line(ChartStyle.Ink, 3.5f));

        for (var index = 0; index < axes.Length; index++)
        {
            var axis = axes[index];
            AddAxis(plot, unit, index, data.LabelOf(axis).Replace(" (", "\n("), AxisPlaces.MarksOf(axis.Domain).Thinned(12), isLeft: true);
            if (!axis.Over.IsEmpty)
            {
                Write(plot, "no value", index, Absent, Alignment.MiddleRight, -8);
            }
        }

        var values = scale.Ticks();
        scale.AddColors(plot, new CoordinateRect(axes.Length, axes.Length + (ColorPixels / unit), 0, 1));
        AddAxis(plot, unit, axes.Length, data.MetricWithUnit.Replace(" (", "\n("), values with
        {
            Labelled = [.. values.Labelled.Select(tick => ((tick.Place - scale.Least) / (scale.Greatest - scale.Least), tick.Label))],
        }, isLeft: false);
        plot.HideAxesAndGrid();
        plot.Axes.SetLimits(-left / unit, axes.Length + (RightPixels / unit), axes.All(axis => axis.Over.IsEmpty) ? -0.05 : -0.16, 1.16);
        sheet.Add(plot, sheet.Body, new PixelPadding(0, 0, 0, 0));
        return sheet;

        List<Coordinates> Way(ChartTrial trial) =>
            [.. axes.Select((axis, index) => new Coordinates(index, axis.SpreadPlaceOf(trial.Trial) ?? Absent))];

        Coordinates End(ChartTrial trial) =>
            new(axes.Length, (scale.Within(trial.Value) - scale.Least) / (scale.Greatest - scale.Least));
    }

    private static LineStyle Line(Color color, float width) => new() { Color = color, Width = width };

    private static void Add(Plot plot, List<Coordinates> way, LineStyle line)
    {
        if (way.Count > 1)
        {
            plot.Add.ScatterLine(way).LineStyle = line;
        }
    }

    private static void AddAxis(Plot plot, float unit, int index, string label, Ticks ticks, bool isLeft)
    {
        var line = plot.Add.Line(index, 0, index, 1);
        line.LineStyle = Line(ChartStyle.Ink, 1.5f);
        foreach (var place in ticks.Minor)
        {
            plot.Add.Line(index - (MarkPixels / 2 / unit), place, index, place).LineStyle = Line(ChartStyle.Muted, 1);
        }

        foreach (var (place, text) in ticks.Labelled)
        {
            var (start, end) = isLeft
                ? (index, index - (MarkPixels / unit))
                : (index + (ColorPixels / unit), index + ((ColorPixels + MarkPixels) / unit));
            plot.Add.Line(start, place, end, place).LineStyle = Line(ChartStyle.Ink, 1);
            Write(plot, text, end, place, isLeft ? Alignment.MiddleRight : Alignment.MiddleLeft, isLeft ? -4 : 4);
        }

        Write(plot, label, index, 1.045, Alignment.LowerCenter, 0);
    }

    private static void Write(Plot plot, string text, double x, double y, Alignment alignment, float offset)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelAlignment = alignment;
        label.LabelFontSize = ChartStyle.TextSize;
        label.LabelFontColor = ChartStyle.Ink;
        label.LabelBackgroundColor = Colors.White.WithAlpha(0.75);
        label.OffsetX = offset;
        label.OffsetY = alignment == Alignment.LowerCenter ? 0 : ChartStyle.Drop;
    }
}
