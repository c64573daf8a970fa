using Makemore.Pages.Drawings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Training;

namespace Makemore.Pages.Runs;

/// <summary>The losses of runs on their way, with a button for a logarithmic axis.</summary>
internal static class LossCurves
{
    private const int Colors = 8;

    /// <summary>What is said of how the curves are drawn.</summary>
    public const string Smoothing =
        "Train is the mean over about a tenth of the curve around each point, the single batches faint behind it; dev has a dot at each measurement. "
        + "The steep beginning may stand above the plot.";

    /// <summary>The lines of a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="color">The number of its colour.</param>
    /// <param name="prefix">What its lines are called in front; empty where there is one curve alone.</param>
    public static IEnumerable<PlotLine> Lines(LossCurve curve, int color, string prefix)
    {
        var (train, dev) = (Points(curve, Metric.Train), Points(curve, Metric.Dev));
        double[] smooth = train.Length == 0 ? [] : LossCurve.Smooth([.. train.Select(point => point.Y)]);
        return
        [
            new(prefix + "train, single batches", train, color, LineStyle.Faint),
            new(prefix + "train, smoothed", [.. train.Zip(smooth, (point, value) => point with { Y = value })], color, LineStyle.Plain),
            new(prefix + "dev", dev, prefix.Length == 0 ? color + 1 : color, LineStyle.Marked),
        ];
    }

    /// <summary>The curves of several runs; of a counted one a line at its loss.</summary>
    public static IReadOnlyList<PlotLine> Compared(IReadOnlyList<LossCurve> curves)
    {
        var last = curves.SelectMany(curve => curve.Metrics).Select(metric => (double)metric.Step).DefaultIfEmpty(1).Max();
        return
        [
            .. curves.SelectMany((curve, index) => curve.Metrics.Count == 0 && curve.FinalLoss is { } loss
                ? [new PlotLine($"{curve.Label}: counted", [new(0, loss), new(last, loss)], index % Colors, LineStyle.Dashed)]
                : Lines(curve, index % Colors, curve.Label + ": ").Where(line => line.Style != LineStyle.Faint)),
        ];
    }

    /// <summary>The drawing, its legend, and the button.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="caption">What stands below.</param>
    public static Html Draw(IReadOnlyList<PlotLine> lines, string caption)
    {
        var plot = new LinePlot("Loss over the steps of training", "steps", "loss, nats per token", lines) { CutsBeginning = true };
        return Html.Of($"""
            {plot.Legend()}
            <button type="button" hidden aria-pressed="false" data-shows="curves-logarithmic" data-hides="curves-linear">Logarithmic loss axis</button>
            <div id="curves-linear">{Parts.Figure("Loss curves", plot.Draw("loss"), caption)}</div>
            <div id="curves-logarithmic" hidden>{Parts.Figure("Loss curves, logarithmic", (plot with { IsLogarithmic = true, CutsBeginning = false }).Draw("loss-log"), caption)}</div>
            """);
    }

    private static PlotPoint[] Points(LossCurve curve, string split) =>
        [.. curve.Metrics.Where(metric => metric.Split == split && double.IsFinite(metric.Loss)).Select(metric => new PlotPoint(metric.Step, metric.Loss))];
}
