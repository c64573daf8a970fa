using System.Globalization;
using Makemore.Pages.Drawings;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Display;
using Makemore.Runtime.Training;

namespace Makemore.Pages.Runs;

/// <summary>The losses and the learning rate of a run on its way.</summary>
internal static class CurvesSection
{
    /// <summary>The section; null of a counted model, and of a run that has measured nothing.</summary>
    public static Section? Of(RunFindings findings)
    {
        if (!findings.Metrics.Any(metric => double.IsFinite(metric.Loss)))
        {
            return null;
        }

        var curve = new LossCurve(findings.Run.Name, findings.Metrics, findings.Run.MeasuredLoss);
        return new("curves", "Curves", Html.Of($"{LossCurves.Draw([.. LossCurves.Lines(curve, 0, "")], LossCurves.Smoothing)}{Rates(findings.Metrics)}{Measurements(findings.Metrics)}"));
    }

    private static Html Rates(IReadOnlyList<Metric> metrics)
    {
        PlotPoint[] points = [.. metrics.Where(metric => metric.Rate is not null).Select(metric => new PlotPoint(metric.Step, metric.Rate!.Value))];
        return points.Select(point => point.Y).Distinct().Count() switch
        {
            0 => Html.None,
            1 => Parts.Note(string.Create(CultureInfo.InvariantCulture, $"The learning rate was {points[0].Y:R} all the time.")),
            _ => Html.Of($"<h3>Learning rate</h3>{Parts.Figure("Learning rate", new LinePlot("Learning rate over the steps of training", "steps", "learning rate", [new("learning rate", points, 2, LineStyle.Plain)]) { Height = 190 }.Draw("rate"), "The learning rate of each step that was recorded.")}"),
        };
    }

    private static Html Measurements(IReadOnlyList<Metric> metrics)
    {
        Metric[] measured = [.. metrics.Where(metric => metric.Split != Metric.Train)];
        return measured.Length == 0 ? Html.None : Parts.Fold("The measurements in numbers", new Table<Metric>(
            "Losses of whole splits on the way",
            [
                Column<Metric>.Number("step", metric => Figures.Count(metric.Step)), Column<Metric>.Text("split", metric => metric.Split),
                Column<Metric>.Number("loss", metric => Figures.Loss(metric.Loss)), Column<Metric>.Number("seconds", metric => Figures.Seconds(metric.Seconds)),
            ],
            [.. measured.TakeLast(200)]).Draw());
    }
}
