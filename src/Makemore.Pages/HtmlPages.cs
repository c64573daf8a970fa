using System.Collections.Immutable;
using Makemore.Pages.Findings;
using Makemore.Pages.Runs;
using Makemore.Pages.Studies;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Pages;

/// <summary>Writes pages by itself, without any library: the same bytes for the same data.</summary>
public sealed class HtmlPages : IPages
{
    /// <inheritdoc/>
    public string OfRun(PageProject project, RunFolder run, CancellationToken cancellation)
    {
        using var findings = RunFindings.Of(project, run);
        return RunPage.Of(findings, cancellation).ToString();
    }

    /// <inheritdoc/>
    public string OfRuns(PageProject project, IReadOnlyList<RunFolder> runs) => ComparisonPage.Of(project, runs).ToString();

    /// <inheritdoc/>
    public string OfStudy(PageProject project, Sweep sweep, string study, ImmutableArray<Trial> trials) =>
        StudyPage.Of(project, sweep, study, trials).ToString();
}
