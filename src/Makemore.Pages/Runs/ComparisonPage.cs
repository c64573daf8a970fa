using Makemore.Pages.Markup;
using Makemore.Runtime;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Display;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Pages.Runs;

/// <summary>The page on which runs are compared.</summary>
internal static class ComparisonPage
{
    private const int MostSamples = 10;

    /// <summary>The page.</summary>
    public static Document Of(PageProject project, IReadOnlyList<RunFolder> folders)
    {
        var catalog = new RunCatalog(project.Experiments, project.Options, DateTimeOffset.UnixEpoch);
        StoredRun[] runs = [.. folders.Select(folder => catalog.At(folder.Path) ?? throw new MakemoreException($"There is no run in {folder.Path}. `runs` shows all runs."))];
        string[] labels = [.. RunLabels.Of(runs)];
        return new(
            labels.Length <= 3 ? string.Join(", ", labels) : $"{labels[0]}, {labels[1]} and {labels.Length - 2} more", "Comparison",
            Html.Of($"""<p class="lead">{Figures.Count(runs.Length)} runs side by side.</p>"""),
            [.. new[] { Results(runs, labels), Curves(runs, labels), Settings(runs, labels), Samples(runs, labels) }.OfType<Section>()]);
    }

    private static Section Results(StoredRun[] runs, string[] labels)
    {
        var best = runs.Select(run => run.MeasuredLoss).Min();
        return new("results", "Results", new Table<StoredRun>(
            "Loss of each split, in nats per token",
            [
                new("run", run => Html.Of($"{labels[Array.IndexOf(runs, run)]}{(best is not null && run.MeasuredLoss == best ? " (lowest loss)" : "")}")),
                .. ResultsSection.FigureColumns(),
            ],
            runs)
        {
            Class = run => best is not null && run.MeasuredLoss == best ? "own" : null,
        }.Draw());
    }

    private static Section? Curves(StoredRun[] runs, string[] labels)
    {
        LossCurve[] curves = [.. runs.Zip(labels, (run, label) => new LossCurve(label, MetricsLog.Read(run.Folder.Metrics), run.MeasuredLoss))];
        return curves.All(curve => curve.Metrics.Count == 0) ? null : new("curves", "Curves", LossCurves.Draw(LossCurves.Compared(curves),
            "Train is smoothed: the mean over about a tenth of the curve around each point. Dev has a dot at each measurement; a counted model, which has no steps, is a dashed line at its loss."));
    }

    private static Section Settings(StoredRun[] runs, string[] labels)
    {
        var settings = ComparedSetting.Of([.. runs.Select(run => run.Folder.Identity)]);
        return new("settings", "Settings that differ", settings.IsEmpty
            ? Parts.Paragraph("The runs have the same settings.")
            : new Table<ComparedSetting>(
                "Settings by run; a dash where the run has none",
                [
                    new("setting", setting => Html.Of($"<code>{PlanSettings.NameOf(setting.Key)}</code>")),
                    .. labels.Select((label, index) => Column<ComparedSetting>.Text(label, setting => setting.Values[index])),
                ],
                settings).Draw());
    }

    private static Section? Samples(StoredRun[] runs, string[] labels)
    {
        (string Label, string[] Lines)[] samples = [.. runs.Zip(labels, (run, label) =>
            (label, File.Exists(run.Folder.Samples) ? File.ReadLines(run.Folder.Samples).Take(MostSamples).ToArray() : [])).Where(pair => pair.Item2.Length > 0)];
        return samples.Length == 0 ? null : new("samples", "Samples", Html.Of($"""<div class="columns">{samples.Select(pair =>
            Html.Of($"""<div><h3>{pair.Label}</h3><div class="sample running">{string.Join('\n', pair.Lines)}</div></div>"""))}</div>"""));
    }
}
