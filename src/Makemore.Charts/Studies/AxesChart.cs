using Makemore.Charts.Pictures;
using ScottPlot;

namespace Makemore.Charts.Studies;

/// <summary>Each axis against the objective, in a plot of its own with the same scale of the objective.</summary>
internal static class AxesChart
{
    private const float FrameHeight = 205;
    private const float Gap = 14;

    /// <summary>The chart; null where no trial came to a value.</summary>
    public static Sheet? Of(StudyChartData data)
    {
        var (finished, pruned, axes) = (data.Finished, data.Pruned, data.Space.Axes);
        if (finished.Length + pruned.Length == 0 || axes.IsEmpty)
        {
            return null;
        }

        var columns = axes.Length is 1 or 2 or 4 ? Math.Min(2, axes.Length) : 3;
        var scale = new ObjectiveScale([.. finished.Concat(pruned).Select(trial => trial.Value)], data.Objective.Direction);
        List<KeyEntry> key = [];
        if (finished.Length > 0)
        {
            key.Add(new("finished", TrialMarks.Finished(10)));
            key.Add(new("best", TrialMarks.Best(10)));
        }

        if (pruned.Length > 0)
        {
            key.Add(new("pruned, at the last value measured", TrialMarks.Pruned(10)));
        }

        var sheet = new Sheet
        {
            Title = $"{data.Heading} by axis: {data.BestText}",
            Subtitle = data.Summary,
            Key = key,
            Caption = scale.Note(data) + data.LeftOut,
            Width = columns == 1 ? 720 : columns == 2 ? 960 : 1200,
        };
        var width = (sheet.Body.Width - (Gap * (columns - 1))) / columns;
        var panels = new List<(Plot Plot, float Left, float Below)>();
        foreach (var (index, axis) in axes.Index())
        {
            var plot = ChartStyle.Plot();
            var size = TrialMarks.Size(finished.Length + pruned.Length) - 1;
            plot.Mark(Places(pruned), TrialMarks.Pruned(size));
            plot.Mark(Places(finished), TrialMarks.Finished(size));
            plot.Mark(Places(data.Best is { } best ? [best] : []), TrialMarks.Best(size));

            plot.Axes.SetLimits(-0.04, 1.04, scale.Limits.Least, scale.Limits.Greatest);
            var left = scale.Ticks(5).Beside(plot, index % columns == 0 ? data.MetricWithUnit : "");
            var below = AxisPlaces.MarksOf(axis.Domain).Below(plot, data.LabelOf(axis), width - left);
            panels.Add((plot, left, below));

            IEnumerable<Coordinates> Places(IEnumerable<ChartTrial> trials) =>
                from trial in trials
                let place = axis.SpreadPlaceOf(trial.Trial)
                where place is not null
                select new Coordinates(place.Value, scale.Within(trial.Value));
        }

        // Frames of one size, whatever their labels need.
        var mostLeft = panels.Max(panel => panel.Left);
        var y = sheet.Body.Top;
        foreach (var row in panels.Chunk(columns))
        {
            var mostBelow = row.Max(panel => panel.Below);
            var bottom = y + FrameHeight + mostBelow;
            foreach (var (index, panel) in row.Index())
            {
                var x = sheet.Body.Left + (index * (width + Gap));
                sheet.Add(panel.Plot, new PixelRect(x, x + width, bottom, y), new PixelPadding(mostLeft, 6, mostBelow, 6));
            }

            y = bottom + Gap;
        }

        sheet.PlotHeight = y - Gap - sheet.Body.Top;
        return sheet;
    }
}
