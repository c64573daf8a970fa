using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Commands;

/// <summary>One call of a command: the project, the changes that were asked for, and the world around.</summary>
/// <param name="Experiments">All experiments of the project.</param>
/// <param name="Sweeps">All sweeps of the project.</param>
/// <param name="Charts">What draws.</param>
/// <param name="Pages">What writes pages; null where the project brings none.</param>
/// <param name="Surroundings">The world around.</param>
/// <param name="Terminal">Where messages and progress go.</param>
/// <param name="Kept">What an interruption would leave.</param>
/// <param name="Folders">Where the project keeps its specs and its runs.</param>
/// <param name="Changes">The keys that were given as options and their texts.</param>
internal sealed record Invocation(
    IReadOnlyList<Experiment> Experiments,
    IReadOnlyList<Sweep> Sweeps,
    ICharts Charts,
    IPages? Pages,
    Surroundings Surroundings,
    Terminal Terminal,
    KeptWork Kept,
    ProjectFolders Folders,
    IReadOnlyList<(string Key, string Value)> Changes)
{
    private RunnerOptions? sweepOptions;

    /// <summary>Where runs and data are.</summary>
    public RunnerOptions RunnerOptions { get; } =
        new(Folders.Runs, DataOptions.FromEnvironment(Folders.Project, Surroundings.Variable)) { Counted = Charts.DrawCounts };

    /// <summary>The same for the trials of a sweep, which share their data and draw no charts of their own.</summary>
    public RunnerOptions SweepOptions => sweepOptions ??= RunnerOptions with { Counted = null, Corpora = new() };

    /// <summary>What is to be run: the experiment with the changes.</summary>
    /// <exception cref="MakemoreException">The experiment does not have such a key, or not such a value.</exception>
    public RunPlan Plan(Experiment experiment) => Overrides.Apply(RunPlan.Of(experiment), Changes);

    /// <summary>All runs that are there.</summary>
    public RunCatalog Catalog() => new(Experiments, RunnerOptions, Surroundings.Clock.GetUtcNow());

    /// <summary>The finished run of a plan, made now where there is none, with progress.</summary>
    public (RunResult Result, bool IsUpToDate) Finish(RunPlan plan) =>
        Runner.FindResult(plan, RunnerOptions) is { } result
            // Other samples are drawn by the model that there is.
            ? (Runner.HasSamples(plan, result) ? result : Runner.Run(plan, RunnerOptions, ITrainingObserver.Silent, Surroundings.Cancellation), true)
            : (Progress.Show(Terminal, plan, observer => Kept.Watch(plan.Name, observer, watched =>
                Runner.Run(plan, RunnerOptions, watched, Surroundings.Cancellation))), false);
}
