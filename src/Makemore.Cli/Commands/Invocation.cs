using System.Globalization;
using Makemore.Cli.Progress;
using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Charts;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Pages;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
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

    /// <summary>Whether networks are looked into while they train, also where neither the spec nor an option says how often.</summary>
    public bool WantsDiagnostics { get; init; }

    /// <summary>Where runs and data are.</summary>
    public RunnerOptions RunnerOptions { get; init; } =
        new(Folders.Runs, DataOptions.FromEnvironment(Folders.Project, Surroundings.Variable)) { Counted = Charts.DrawCounts };

    /// <summary>The same for the trials of a sweep, which share their data and draw no charts of their own.</summary>
    public RunnerOptions SweepOptions => sweepOptions ??= RunnerOptions with { Counted = null, Corpora = new() };

    /// <summary>What is to be run: the experiment with the changes.</summary>
    /// <exception cref="MakemoreException">The experiment does not have such a key, or not such a value.</exception>
    public RunPlan Plan(Experiment experiment)
    {
        var plan = Overrides.Apply(RunPlan.Of(experiment), Changes);
        return Overrides.Apply(plan, Looks(plan));
    }

    /// <summary>The same with those changes alone that are for the experiment, where it is one of several.</summary>
    /// <exception cref="MakemoreException">A value does not fit its key.</exception>
    public FittedPlan Fit(Experiment experiment)
    {
        var changed = Overrides.ApplyWhereFitting(RunPlan.Of(experiment), Changes);
        var looked = Overrides.ApplyWhereFitting(changed.Plan, Looks(changed.Plan));
        return looked with { LeftOut = [.. changed.LeftOut, .. looked.LeftOut] };
    }

    // Where diagnostics are wanted and nothing says how often.
    private IEnumerable<(string Key, string Value)> Looks(RunPlan plan) => WantsDiagnostics && plan.Spec.Diagnostics.Every == 0
        ? [("diagnostics.every", DiagnosticsSpec.Usual.ToString(CultureInfo.InvariantCulture))] : [];

    /// <summary>All runs that are there.</summary>
    public RunCatalog Catalog() => new(Experiments, RunnerOptions, Surroundings.Clock.GetUtcNow());

    /// <summary>The finished run of a plan, made now where there is none, with progress.</summary>
    public (RunResult Result, bool IsUpToDate) Finish(RunPlan plan) => Finish(plan, Turn.Only);

    /// <summary>The same for one of several plans.</summary>
    public (RunResult Result, bool IsUpToDate) Finish(RunPlan plan, Turn turn) =>
        Runner.FindResult(plan, RunnerOptions) is { } result
            // Other samples are drawn by the model that there is.
            ? (Runner.HasSamples(plan, result) ? result : Runner.Run(plan, RunnerOptions, ITrainingObserver.Silent, Surroundings.Cancellation), true)
            : (RunProgress.Show(Terminal, plan, turn, observer => Kept.Watch(plan.Name, observer, watched =>
                Runner.Run(plan, RunnerOptions, watched, Surroundings.Cancellation))), false);
}
