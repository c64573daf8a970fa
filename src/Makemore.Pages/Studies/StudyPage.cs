using System.Collections.Immutable;
using Makemore.Pages.Drawings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Analysis;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Pages.Studies;

/// <summary>The page of a study.</summary>
internal static class StudyPage
{
    private const int MostRows = 300;
    private const int MostCurves = 8;

    /// <summary>The page.</summary>
    public static Document Of(PageProject project, Sweep sweep, string study, ImmutableArray<Trial> trials)
    {
        ImmutableArray<Trial> ranked = [.. Cost.Ranked(trials, sweep.Spec.Objective.Direction)];
        return new(sweep.Name, "Sweep", Lead(sweep, study, trials, ranked), [.. new[]
        {
            Best(sweep, ranked), Importances(sweep, trials), Parallel(sweep, ranked), Curves(project, sweep, ranked), Table(sweep, trials, ranked), Failures(trials),
        }.OfType<Section>()]);
    }

    private static Html Lead(Sweep sweep, string study, ImmutableArray<Trial> trials, ImmutableArray<Trial> ranked)
    {
        (string Name, string Value)[] facts =
        [
            ("best " + MetricOf(sweep), ranked.IsEmpty ? "-" : Figures.Loss(ranked[0].Objective)),
            .. trials.GroupBy(trial => trial.State).OrderBy(group => group.Key).Select(group => (SettingText.Of(group.Key), Figures.Count(group.Count()))),
            ("search", SettingText.Of(sweep.Spec.Search.Type)), ("study", study),
        ];
        return Html.Of($"""
            {(sweep.Spec.Description.Length == 0 ? Html.None : Html.Of($"""<p class="lead">{sweep.Spec.Description}</p>"""))}
            <dl class="facts">{facts.Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"))}</dl>
            """);
    }

    private static Section? Best(Sweep sweep, ImmutableArray<Trial> ranked)
    {
        if (ranked.IsEmpty)
        {
            return new("best", "Best trial", Parts.Paragraph("No trial is finished."));
        }

        var best = ranked[0];
        var spread = best.Runs.IsEmpty ? null : Spread.Of([.. best.Runs.Select(run => run.Objective)]);
        return new("best", "Best trial", Html.Of($"""
            {Parts.Paragraph($"Trial {best.Number} has the best {MetricOf(sweep)}: {Figures.Loss(best.Objective)}{(spread?.Margin is { } margin ? $" ± {Figures.Loss(margin)} (95%, over {best.Runs.Length} seeds)" : "")}. `sweep {sweep.Name} --best --spec` prints its spec.")}
            {new Table<KeyValuePair<string, string>>("Its point", [new("key", pair => Html.Of($"<code>{pair.Key}</code>")), Column<KeyValuePair<string, string>>.Text("value", pair => pair.Value)], [.. best.Point.Values]).Draw()}
            """));
    }

    private static Section? Importances(Sweep sweep, ImmutableArray<Trial> trials)
    {
        var shares = Importance.Of(sweep.Space, trials, sweep.Spec.Objective.Direction);
        return shares.IsEmpty ? null : new("importance", "Importance of the axes", Parts.Figure(
            "Importance of the axes",
            new BarPlot($"What the {MetricOf(sweep)} depends on", [.. shares.Where(pair => double.IsFinite(pair.Share)).Select(pair => new Bar(pair.Axis.Key, pair.Share, Figures.Share(pair.Share)))]).Draw("importance"),
            "The share of the variance that each axis explains by itself (fANOVA: Hutter et al., 2014); what is missing to 100% is the axes together."));
    }

    private static Section? Parallel(Sweep sweep, ImmutableArray<Trial> ranked) => ParallelTrials.Of(sweep, ranked, MetricOf(sweep)) is not { } plot ? null
        : new("parallel", "Parallel coordinates", Parts.Figure("Parallel coordinates", plot.Draw("parallel"),
            $"A line for each finished trial, from its values to its {MetricOf(sweep)} at the right; the better, the stronger, and the best one thick in another colour. The table below has all of them."));

    private static Section? Curves(PageProject project, Sweep sweep, ImmutableArray<Trial> ranked)
    {
        PlotLine[] lines = [.. ranked.Take(MostCurves).Select((trial, index) => new PlotLine(
            $"trial {trial.Number}", [.. TrialCurve.Of(sweep, trial, project.Options).Select(point => new PlotPoint(point.Step, point.Loss))], index, LineStyle.Marked)).Where(line => line.Points.Count > 1)];
        var plot = new LinePlot("Dev losses of the best trials on their way", "steps", "dev loss, nats per token", lines) { CutsBeginning = true };
        return plot.IsEmpty ? null : new("curves", "Curves", Html.Of(
            $"{plot.Legend()}{Parts.Figure("Curves of the best trials", plot.Draw("curves"), $"The dev losses of the best {lines.Length} trials that were measured on their way, each of its first seed.")}"));
    }

    private static Section Table(Sweep sweep, ImmutableArray<Trial> trials, ImmutableArray<Trial> ranked)
    {
        Trial[] rows = [.. ranked.Concat(trials.Except(ranked)).Take(MostRows)];
        return new("trials", "Trials", Html.Of($"""
            {new Table<Trial>(
                "The finished trials, the best first; then the others",
                [
                    Column<Trial>.Number("trial", trial => Figures.Count(trial.Number)),
                    .. sweep.Space.ByKey.Select(axis => Column<Trial>.Text(axis.Name, trial => trial.Point[axis.Key])),
                    Column<Trial>.Number(MetricOf(sweep), trial => Figures.Loss(trial.Value)),
                    Column<Trial>.Number("steps", trial => Figures.Count(trial.Runs.IsEmpty ? trial.Step : trial.Runs[0].Steps)),
                    Column<Trial>.Number("seconds", trial => Figures.Seconds(trial.Runs.IsEmpty ? null : trial.Runs.Sum(run => run.Seconds))),
                    Column<Trial>.Text("state", trial => SettingText.Of(trial.State)),
                ],
                rows)
        { Class = trial => !ranked.IsEmpty && trial == ranked[0] ? "own" : null }.Draw()}
            {(rows.Length < trials.Length ? Parts.Note($"{Figures.Count(trials.Length - rows.Length)} more trials are left out; `sweep {sweep.Name} --csv` writes all of them.") : Html.None)}
            """));
    }

    private static Section? Failures(ImmutableArray<Trial> trials)
    {
        var failures = trials.Where(trial => trial.Error is not null).GroupBy(trial => trial.Error!).ToArray();
        return failures.Length == 0 ? null : new("failures", "Failures", Html.Of($"<ul>{failures.Select(group =>
            Html.Of($"<li>trials {string.Join(", ", group.Select(trial => trial.Number))}: {group.Key}</li>"))}</ul>"));
    }

    private static string MetricOf(Sweep sweep) => SettingText.Of(sweep.Spec.Objective.Metric);
}
