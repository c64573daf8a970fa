using Makemore.Charts.Pictures;
using ScottPlot;

namespace Makemore.Charts.Studies;

/// <summary>The objective by trial number, with the best so far.</summary>
internal static class ObjectiveChart
{
    /// <summary>The chart; null where there are no trials.</summary>
    public static Sheet? Of(StudyChartData data)
    {
        if (data.Trials.IsEmpty)
        {
            return null;
        }

        var (finished, pruned, failed) = (data.Finished, data.Pruned, data.Failed);
        var scale = new ObjectiveScale([.. finished.Concat(pruned).Select(trial => trial.Value)], data.Objective.Direction);
        var size = TrialMarks.Size(finished.Length + pruned.Length + failed.Length);
        var line = new LineStyle { Color = ChartStyle.Ink, Width = 2 };
        List<KeyEntry> key = [];
        Include(finished.Length, new("finished", TrialMarks.Finished(10)));
        Include(pruned.Length, new("pruned, at the last value measured", TrialMarks.Pruned(10)));
        Include(failed.Length, new("failed, at the edge", TrialMarks.Failed(10)));
        Include(finished.Length, new("best so far", Line: line));
        Include(finished.Length, new("best", TrialMarks.Best(10)));
        var sheet = new Sheet
        {
            Title = $"{data.Heading} by trial: {data.BestText}",
            Subtitle = data.Summary,
            Key = key,
            Caption = scale.Note(data) + data.LeftOut,
        };

        var plot = ChartStyle.Plot();
        var last = data.Trials.Max(trial => trial.Number);
        if (finished.Length > 0)
        {
            var steps = plot.Add.ScatterLine(BestSoFar(data, last));
            steps.ConnectStyle = ConnectStyle.StepHorizontal;
            steps.LineStyle = line;
        }

        plot.Mark(failed.Select(trial => new Coordinates(trial.Number, scale.Worst)), TrialMarks.Failed(size));
        plot.Mark(pruned.Select(Place), TrialMarks.Pruned(size));
        plot.Mark(finished.Select(Place), TrialMarks.Finished(size));
        if (data.Best is { } best)
        {
            plot.Mark([Place(best)], TrialMarks.Best(size));
        }

        var margin = Math.Max(0.5, last * 0.02);
        plot.Axes.SetLimits(-margin, last + margin, scale.Limits.Least, scale.Limits.Greatest);
        var hasValues = finished.Length + pruned.Length > 0;
        var left = (hasValues ? scale.Ticks() : Ticks.None).Beside(plot, data.MetricWithUnit);
        var body = sheet.Body;
        var below = Ticks.Linear(0, last, 10, isWhole: true).Below(plot, "trial", body.Width - left);
        sheet.Add(plot, body, new PixelPadding(left, 8, below, 8));
        return sheet;

        Coordinates Place(ChartTrial trial) => new(trial.Trial.Number, scale.Within(trial.Value));

        void Include(int count, KeyEntry entry)
        {
            if (count > 0)
            {
                key.Add(entry);
            }
        }
    }

    private static Coordinates[] BestSoFar(StudyChartData data, int last)
    {
        List<Coordinates> places = [];
        foreach (var trial in data.Finished)
        {
            if (places.Count == 0 || data.IsBetter(trial.Value, places[^1].Y))
            {
                places.Add(new(trial.Trial.Number, trial.Value));
            }
        }

        return [.. places, new(last, places[^1].Y)];
    }
}
