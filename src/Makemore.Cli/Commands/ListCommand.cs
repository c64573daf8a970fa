using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Cli.Commands;

/// <summary>Lists experiments and their runs.</summary>
internal static class ListCommand
{
    /// <summary>Lists the experiments that the patterns name, or all.</summary>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns)
    {
        var experiments = patterns.Count == 0 ? invocation.Experiments : Selection.Find(invocation.Experiments, patterns);
        return new ListReport([.. experiments.Select(experiment => Describe(invocation, experiment))]);
    }

    private static ExperimentReport Describe(Invocation invocation, Experiment experiment)
    {
        var own = FolderOf(invocation, experiment);
        // Without its data nothing can be said of any of its runs.
        (RunFolder Run, RunState State)[] others = own is null ? [] :
        [
            .. RunFolders.Of(invocation.Folders.Runs, experiment.Name).Where(run => run.Hash != own.Hash)
                .Select(run => (run, RunState.Of(run))),
        ];
        return new(
            experiment.Name, experiment.Spec.Description, Dataset(experiment.Spec.Dataset), Model(experiment), Status(own, others))
        {
            Runs = own is null ? [] : [.. others.Select(other => Describe(own.Identity, other.Run, other.State))],
        };
    }

    // The list names what is there; what is wrong with its data is said when it is trained.
    private static RunFolder? FolderOf(Invocation invocation, Experiment experiment)
    {
        try
        {
            return RunFolder.Of(RunPlan.Of(experiment), invocation.RunnerOptions);
        }
        catch (MakemoreException)
        {
            return null;
        }
    }

    private static string Dataset(DatasetSpec dataset) =>
        dataset.Path ?? dataset.Url ?? dataset.Train ?? dataset.Name ?? "given-names";

    // The preset, or that there is a program, and the hyperparameters: `mlp embedding=10 hidden=200`.
    private static string Model(Experiment experiment) => string.Join(' ',
    [
        experiment.Model.Type,
        .. experiment.DefaultHyperparameters.List().Select(hyperparameter => $"{hyperparameter.Name}={hyperparameter.Text}"),
    ]);

    private static string Status(RunFolder? own, IReadOnlyList<(RunFolder Run, RunState State)> others) => own is null ? "no data"
        : RunState.Of(own) switch
        {
            RunState.Finished => "up to date",
            RunState.Unfinished when others.Any(other => !other.Run.Identity.IsOverridden && other.State is RunState.Finished) =>
                "stale",
            RunState.Unfinished when !Directory.Exists(own.Path) => "never",
            var state => Describe(state),
        };

    private static string Describe(RunState state) => state switch
    {
        RunState.Finished => "trained",
        RunState.Damaged => "damaged",
        RunState.Failed { Failure.Step: var step } => FormattableString.Invariant($"failed at step {step}"),
        _ => "interrupted",
    };

    private static OtherRunReport Describe(RunIdentity own, RunFolder run, RunState state)
    {
        var difference = RunDifference.Of(own, run.Identity);
        return new(run.Hash, Describe(state), difference.Changes, difference.Beyond);
    }
}
