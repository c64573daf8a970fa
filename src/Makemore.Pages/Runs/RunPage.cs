using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Pages.Runs;

/// <summary>The page of a run. A section that has nothing to show is left out.</summary>
internal static class RunPage
{
    /// <summary>The page.</summary>
    public static Document Of(RunFindings findings, CancellationToken cancellation)
    {
        Section?[] sections =
        [
            ResultsSection.Of(findings),
            CurvesSection.Of(findings),
            DiagnosticsSection.Of(findings),
            SamplesSection.Of(findings, cancellation),
            .. findings.Trained switch
            {
                { Model: NgramModel model } counted => NgramSections.Of(model, counted, cancellation),
                { } network => NetworkSections.Of(network, cancellation),
                null => [],
            },
            SurprisingSection.Of(findings, cancellation),
            GraphSection.Of(findings),
            SpecSection.Of(findings),
            ChangesSection.Of(findings),
            CodeSection.Of(findings),
        ];
        return new(findings.Run.Name, "Run", Lead(findings), [.. sections.OfType<Section>()]);
    }

    private static Html Lead(RunFindings findings)
    {
        var (run, result) = (findings.Run, findings.Run.Result);
        var description = run.Folder.Identity.Settings.GetValueOrDefault("description") is { Length: > 0 } text ? text : findings.Plan?.Spec.Description ?? "";
        (string Name, string? Value)[] facts =
        [
            ("dev loss", result?.Losses.Dev is { } dev ? Figures.Loss(dev) : null),
            ("test loss", result?.Losses.Test is { } test ? Figures.Loss(test) : null),
            ("train loss", result?.Losses.Train is { } train ? Figures.Loss(train) : null),
            ("parameters", result is null ? null : Figures.Count(result.Parameters)),
            ("steps", run.Steps is > 0 ? Figures.Count(run.Steps) : null),
            ("seconds", result is null ? null : Figures.Seconds(result.Seconds)),
            ("run", run.Hash),
            ("numerics", run.Folder.Identity.Numerics),
        ];
        return Html.Of($"""
            {(description.Length == 0 ? Html.None : Html.Of($"""<p class="lead">{description}</p>"""))}
            {Warning(findings)}
            <dl class="facts">{facts.Where(fact => fact.Value is not null).Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"))}</dl>
            """);
    }

    private static Html Warning(RunFindings findings)
    {
        var text = findings.Run.Status switch
        {
            RunStatus.Failed => $"The run has failed{(RunState.AtAGlance(findings.Run.Folder) is RunState.Failed failed ? $" at step {Figures.Count(failed.Failure.Step)}: {failed.Failure.Message}" : ".")}",
            RunStatus.Interrupted => $"The run was interrupted{(findings.Run.Steps is { } step ? $"; {Figures.Count(step)} steps are kept" : " before anything was kept")}. Training it again goes on from there.",
            RunStatus.Running => "The run is going on: the page shows how far it has come.",
            RunStatus.Damaged => "A file of the run is not as it was written. Training it again repairs the run.",
            _ when findings.Missing is { } missing => missing,
            _ => null,
        };
        return text is null ? Html.None : Html.Of($"""<p class="warn">{text}</p>""");
    }
}
