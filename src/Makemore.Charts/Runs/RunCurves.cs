using Makemore.Charts.Pictures;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Training;
using ScottPlot;

namespace Makemore.Charts.Runs;

/// <summary>The curves of several runs in one plot: train thin and smoothed, dev thick with a mark at each measurement.</summary>
internal sealed class RunCurves
{
    private const int Width = 1200;
    private const int Height = 640;

    // The first part of a training, where the loss falls from far above all that is compared.
    private const double Beginning = 0.05;

    private readonly Plot plot = new();
    // The losses that the plot is as high as.
    private readonly List<double> shown = [];

    private RunCurves(IReadOnlyList<LossCurve> curves)
    {
        var palette = new ScottPlot.Palettes.Category10();
        for (var index = 0; index < curves.Count; index++)
        {
            Add(curves[index], palette.GetColor(index));
        }

        plot.XLabel("step");
        plot.YLabel("loss, nats per token");
        plot.ShowLegend(Edge.Right);
        LimitLosses();
    }

    /// <summary>Draws the curves of some runs into files.</summary>
    /// <inheritdoc cref="ICharts.DrawCurves"/>
    public static IReadOnlyList<string> Draw(IReadOnlyList<LossCurve> curves, IReadOnlyList<string> paths, Action<string> warned)
    {
        var files = new List<string>();
        Picture.Attempt(
            "The picture of the curves",
            () =>
            {
                if (Of(curves) is not { } picture)
                {
                    return;
                }

                foreach (var path in paths)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                    picture.Write(path);
                    files.Add(path);
                }
            },
            warned);
        return files;
    }

    /// <summary>The picture of some runs; null where none of them has a curve.</summary>
    public static Picture? Of(IReadOnlyList<LossCurve> curves) =>
        curves.Any(curve => curve.Metrics.Any(metric => double.IsFinite(metric.Loss))) ? Picture.Of(new RunCurves(curves).plot, Width, Height) : null;

    private void Add(LossCurve curve, Color color)
    {
        var (trainSteps, train) = Points(curve, Metric.Train);
        var (devSteps, dev) = Points(curve, Metric.Dev);
        if (train.Length > 0)
        {
            var smooth = LossCurve.Smooth(train);
            var line = plot.Add.ScatterLine(trainSteps, smooth, color.WithAlpha(0.5));
            line.LineWidth = 1.5f;
            line.LegendText = $"{curve.Label}: train, smoothed";
            Show(trainSteps, smooth);
        }

        if (dev.Length > 0)
        {
            var line = plot.Add.Scatter(devSteps, dev, color);
            line.LineWidth = 2.5f;
            line.MarkerSize = 7;
            line.LegendText = $"{curve.Label}: dev";
            Show(devSteps, dev);
        }

        if (curve.Metrics.Count == 0 && curve.FinalLoss is { } loss && double.IsFinite(loss))
        {
            var line = plot.Add.HorizontalLine(loss, width: 2, color, LinePattern.Dashed);
            line.LegendText = $"{curve.Label}: dev, counted";
            shown.Add(loss);
        }
    }

    private void Show(double[] steps, double[] losses) =>
        shown.AddRange(steps.Zip(losses).Where(point => point.First >= Beginning * steps[^1]).Select(point => point.Second));

    private void LimitLosses()
    {
        var (low, high) = (shown.Min(), shown.Max());
        var margin = Math.Max((high - low) * 0.05, 1e-3);
        plot.Axes.SetLimitsY(low - margin, high + margin);
    }

    private static (double[] Steps, double[] Losses) Points(LossCurve curve, string split)
    {
        Metric[] rows = [.. curve.Metrics.Where(metric => metric.Split == split && double.IsFinite(metric.Loss))];
        return ([.. rows.Select(row => (double)row.Step)], [.. rows.Select(row => row.Loss)]);
    }
}
