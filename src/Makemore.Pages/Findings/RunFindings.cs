using Makemore.Runtime;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Scoring;
using Makemore.Runtime.Training;

namespace Makemore.Pages.Findings;

/// <summary>What a page of a run is made from: its model and its logs, opened once.</summary>
/// <param name="Project">The project.</param>
/// <param name="Catalog">All runs.</param>
/// <param name="Run">The run.</param>
internal sealed record RunFindings(PageProject Project, RunCatalog Catalog, StoredRun Run) : IDisposable
{
    /// <summary>The plan that the run was made from; null where this build does not lead to it any more.</summary>
    public RunPlan? Plan { get; private init; }

    /// <summary>The model with its data; null where there is none to open.</summary>
    public TrainedModel? Trained { get; private init; }

    /// <summary>Why there is no model; null where there is one.</summary>
    public string? Missing { get; private init; }

    /// <summary>What was measured on the way; none of a counted model.</summary>
    public IReadOnlyList<Metric> Metrics { get; private init; } = [];

    /// <summary>What was seen inside of the network while it trained; none where nobody has looked.</summary>
    public IReadOnlyList<Observation> Observations { get; private init; } = [];

    /// <summary>What the run has sampled; of a running text all in one.</summary>
    public IReadOnlyList<string> Samples { get; private init; } = [];

    /// <summary>What scores texts; null where there is no model, or one that only ranks.</summary>
    public TextScorer? Scorer => Trained is { Model.HasLoss: true } ? new(Trained.Model, Trained.Corpus.Tokenizer) : null;

    /// <summary>Looks at a run.</summary>
    /// <exception cref="MakemoreException">A file is damaged.</exception>
    public static RunFindings Of(PageProject project, RunFolder folder)
    {
        // No age is shown, so that a page is the same whenever it is written.
        var catalog = new RunCatalog(project.Experiments, project.Options, DateTimeOffset.UnixEpoch);
        var run = catalog.At(folder.Path) ?? throw new MakemoreException($"There is no run in {folder.Path}. `runs` shows all runs.");
        var plan = RunPlans.Find(project.Experiments, folder.Identity);
        var (trained, missing) = Open(project, run, plan);
        return new(project, catalog, run)
        {
            Plan = plan,
            Trained = trained,
            Missing = missing,
            Metrics = MetricsLog.Read(folder.Metrics),
            Observations = DiagnosticsLog.Read(folder.Diagnostics),
            Samples = RunSamples.Read(folder.Samples, folder.Identity.Settings.GetValueOrDefault("dataset.unit") == "text"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Trained?.Dispose();

    private static (TrainedModel? Trained, string? Missing) Open(PageProject project, StoredRun run, RunPlan? plan)
    {
        if (run.Status != RunStatus.Finished)
        {
            return (null, "The run is not finished, so there is no model to look into.");
        }

        if (plan is null)
        {
            return (null, "The project as it is now does not lead to this run any more, so its model cannot be opened.");
        }

        try
        {
            return (Runner.Open(plan, project.Options), null);
        }
        catch (MakemoreException error)
        {
            return (null, $"The model cannot be opened: {error.Message}");
        }
    }
}
