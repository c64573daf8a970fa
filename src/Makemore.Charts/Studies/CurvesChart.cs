using Makemore.Charts.Pictures;
using Makemore.Runtime.Display;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Trials;
using ScottPlot;

namespace Makemore.Charts.Studies;

/// <summary>The dev loss of each trial on its way; those that were given up end where they were.</summary>
internal static class CurvesChart
{
    private const float BarWidth = 96;

    /// <summary>The chart; null where no trial was measured on the way.</summary>
    public static Sheet? Of(StudyChartData data)
    {
        var curves = data.Trials.Select(trial => new Curve(trial, Places(data, trial))).Where(curve => curve.Places.Length > 0).ToList();
        if (curves.Count == 0)
        {
            return null;
        }

        var losses = curves.SelectMany(curve => curve.Places.Select(place => place.Y)).Order().ToList();
        // What only the first steps reach is cut off, so that the differences at the end can be seen.
        var (least, typical) = (losses[0], losses[(int)(0.9 * (losses.Count - 1))]);
        var greatest = Math.Min(losses[^1], typical + (0.5 * (typical - least)));
        greatest = greatest > least ? greatest : least + Math.Max(1e-6, Math.Abs(least) * 0.05);
        var finished = data.Finished.ToDictionary(trial => trial.Trial.Number);
        var scale = new ObjectiveScale([.. finished.Values.Select(trial => trial.Value)], data.Objective.Direction);
        var hasFinished = curves.Any(curve => finished.ContainsKey(curve.Trial.Number));
        // Where the objective is the dev loss itself, the curves end at their colours.
        var hasBar = hasFinished && data.Objective.Metric != ObjectiveMetric.DevLoss;
        var others = curves.Where(curve => !finished.ContainsKey(curve.Trial.Number)).ToList();
        var best = curves.FirstOrDefault(curve => curve.Trial.Number == data.Best?.Trial.Number);
        var bestLine = Line(ChartStyle.Ink, 3);
        var unfinished = Line(ChartStyle.Faint, 1.2f);
        var (pruned, failed) = (Ends(others, TrialState.Pruned), Ends(others, TrialState.Failed));
        var sheet = new Sheet
        {
            Title = $"Dev loss by step: {data.BestText}",
            Subtitle = data.Summary,
            Key =
            [
                .. Entries(hasFinished, new(
                    $"finished, darker for a better {data.Metric}", Line: Line(scale.Color((scale.Least + scale.Greatest) / 2), 2))),
                .. Entries(best is not null, new("best", Line: bestLine)),
                .. Entries(pruned.Length > 0, new("pruned", TrialMarks.Pruned(9), unfinished)),
                .. Entries(failed.Length > 0, new("failed", TrialMarks.Failed(9), unfinished)),
                .. Entries(others.Any(curve => !curve.Trial.IsClosed), new("not yet finished", Line: unfinished)),
            ],
            Caption = losses[^1] > greatest ? $"Losses above {Figures.Loss(greatest)} are not shown. " : "",
            PlotHeight = 480,
        };

        var plot = ChartStyle.Plot();
        others.ForEach(curve => Add(curve, unfinished));
        var isCrowded = curves.Count > 100;
        foreach (var curve in curves.Except(others).OrderByDescending(curve => scale.Badness(finished[curve.Trial.Number].Value)))
        {
            Add(curve, Line(scale.Color(finished[curve.Trial.Number].Value).WithAlpha(isCrowded ? 0.6 : 0.9), isCrowded ? 1 : 1.8f));
        }

        var size = TrialMarks.Size(curves.Count) - 2;
        plot.Mark(pruned, TrialMarks.Pruned(size));
        plot.Mark(failed, TrialMarks.Failed(size));
        if (best is not null)
        {
            Add(best, bestLine);
        }

        var margin = 0.05 * (greatest - least);
        var last = curves.Max(curve => curve.Places[^1].X);
        var (from, to) = (0, Math.Max(1, last * 1.015));
        plot.Axes.SetLimits(from, to, least - margin, greatest + margin);
        var body = sheet.Body;
        var place = new PixelRect(body.Left, body.Right - (hasBar ? BarWidth : 0), body.Bottom, body.Top);
        var left = Ticks.Linear(least, greatest, 6).Beside(plot, "dev loss (nats per token)");
        var below = Ticks.Linear(0, last, 7, isWhole: true).Below(plot, "step", place.Width - left);
        sheet.Add(plot, place, new PixelPadding(left, 16, below, 8));
        if (hasBar)
        {
            scale.AddBar(
                sheet, new PixelRect(body.Right - BarWidth + 6, body.Right, body.Bottom - below, body.Top + 8), data.MetricWithUnit);
        }

        return sheet;

        void Add(Curve curve, LineStyle line)
        {
            if (curve.Places.Length > 1)
            {
                plot.Add.ScatterLine(curve.Places).LineStyle = line;
            }
            else
            {
                plot.Mark(curve.Places, TrialMarks.Disc(5, line.Color));
            }
        }
    }

    private static Coordinates[] Places(StudyChartData data, Trial trial) =>
        data.Curves.TryGetValue(trial.Number, out var curve)
            ? [.. curve.Where(point => double.IsFinite(point.Loss)).Select(point => new Coordinates(point.Step, point.Loss))]
            : [];

    private static Coordinates[] Ends(IEnumerable<Curve> curves, TrialState state) =>
        [.. curves.Where(curve => curve.Trial.State == state).Select(curve => curve.Places[^1])];

    private static IEnumerable<KeyEntry> Entries(bool isShown, KeyEntry entry) => isShown ? [entry] : [];

    private static LineStyle Line(Color color, float width) => new() { Color = color, Width = width };

    private sealed record Curve(Trial Trial, Coordinates[] Places);
}
