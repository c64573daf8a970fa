using System.Globalization;
using Makemore.Pages.Drawings;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Display;

namespace Makemore.Pages.Runs;

/// <summary>What was seen inside of the network while it trained, as lecture 3 plots it.</summary>
internal static class DiagnosticsSection
{
    // More lines than that nobody tells apart; the table has all.
    private const int MostLines = 7;

    /// <summary>The section; null where nobody has looked.</summary>
    public static Section? Of(RunFindings findings)
    {
        if (findings.Observations is not [.., var last])
        {
            return null;
        }

        return new("diagnostics", "Inside of the network", Html.Of($"""
            {Judgement(Diagnosis.Of(findings.Observations))}
            {Spread("activations", "Outputs of the nonlinearities", "output", last, layer => layer.Values)}
            {Spread("gradients", "Gradients of the nonlinearities", "derivative of the loss by an output", last, layer => layer.Gradient)}
            {Updates(findings.Observations)}
            {Layers(last)}
            {Matrices(last)}
            """));
    }

    private static Html Judgement(IReadOnlyList<Finding> found) => found.Count == 0
        ? Parts.Paragraph("Nothing was found that should be better.")
        : Html.Of($"""<ul class="found">{found.Select(finding => Html.Of(
            $"<li><strong>{(finding.Severity == Severity.Warning ? "Warning" : "Note")}</strong>, step {Figures.Count(finding.Step)}: {finding.Message} <span class=\"soft\">({finding.Page})</span></li>"))}</ul>""");

    private static Html Spread(string id, string title, string below, Observation seen, Func<LayerObservation, Distribution> of)
    {
        PlotLine[] lines = [.. seen.Layers.Take(MostLines).Select((layer, index) => new PlotLine(layer.Name, Density(of(layer).Histogram), index, LineStyle.Plain))];
        var plot = new LinePlot($"{title} at step {Figures.Count(seen.Step)}, how often each value comes", below, "density", lines) { Height = 260 };
        return plot.IsEmpty ? Html.None : Html.Of($"<h3>{title}</h3>{plot.Legend()}{Parts.Figure(title, plot.Draw(id), Caption(seen))}");
    }

    private static string Caption(Observation seen) => $"At step {Figures.Count(seen.Step)}, on the batch of that step"
        + (seen.Layers.Length > MostLines ? $"; the first {MostLines} of {seen.Layers.Length} layers. The table has all." : ".");

    // So that layers of different widths can be compared, the area below a line is 1.
    private static PlotPoint[] Density(Histogram histogram)
    {
        var width = (histogram.To - histogram.From) / Histogram.Bins;
        double count = histogram.Counts.Sum();
        return width > 0 && count > 0
            ? [.. histogram.Counts.Select((counted, bin) => new PlotPoint(histogram.From + ((bin + 0.5) * width), counted / count / width))]
            : [];
    }

    private static Html Updates(IReadOnlyList<Observation> seen)
    {
        if (seen.Count < 2)
        {
            return Html.None;
        }

        string[] names = [.. seen[^1].Parameters.Select(parameter => parameter.Name).Take(MostLines)];
        PlotLine[] lines =
        [
            .. names.Select((name, index) => new PlotLine(name, [.. seen.Select(one => new PlotPoint(
                one.Step, one.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Update ?? double.NaN))], index, LineStyle.Plain)),
            new("-3, about right", [new(seen[0].Step, -3), new(seen[^1].Step, -3)], MostLines, LineStyle.Faint),
        ];
        const string Title = "Update to data";
        var plot = new LinePlot("How far a step moves each parameter, beside its numbers", "steps", "log10 of the ratio", lines) { Height = 260 };
        return Html.Of($"<h3>{Title}</h3>{plot.Legend()}{Parts.Figure(Title, plot.Draw("updates"), "The deviation of what a step adds over that of the numbers that it is added to, as a power of ten.")}");
    }

    private static Html Layers(Observation seen) => seen.Layers.IsEmpty ? Html.None : new Table<LayerObservation>(
        $"The nonlinearities at step {Figures.Count(seen.Step)}",
        [
            Column<LayerObservation>.Text("layer", layer => layer.Name), Column<LayerObservation>.Number("units", layer => Figures.Count(layer.Units)),
            Number<LayerObservation>("mean", layer => layer.Values.Mean), Number<LayerObservation>("deviation", layer => layer.Values.Deviation),
            Column<LayerObservation>.Number("saturated", layer => layer.Saturation is { } share ? Figures.Share(share) : "-"),
            Column<LayerObservation>.Number("dead units", layer => layer.DeadUnits is { } dead ? Figures.Count(dead) : "-"),
            Number<LayerObservation>("gradient's deviation", layer => layer.Gradient.Deviation),
        ],
        seen.Layers).Draw();

    private static Html Matrices(Observation seen) => seen.Parameters.IsEmpty ? Html.None : Parts.Fold("The parameters in numbers", new Table<ParameterObservation>(
        $"The parameters with two dimensions or more at step {Figures.Count(seen.Step)}",
        [
            Column<ParameterObservation>.Text("parameter", one => one.Name), Column<ParameterObservation>.Text("shape", one => string.Join(" x ", one.Shape)),
            Number<ParameterObservation>("deviation", one => one.Deviation), Number<ParameterObservation>("gradient's deviation", one => one.Gradient.Deviation),
            Number<ParameterObservation>("gradient to data", one => one.GradientToData), Number<ParameterObservation>("log10 of update to data", one => one.Update),
        ],
        seen.Parameters).Draw());

    private static Column<TRow> Number<TRow>(string title, Func<TRow, double?> read) =>
        Column<TRow>.Number(title, row => read(row) is { } number ? number.ToString("G4", CultureInfo.InvariantCulture) : "-");
}
