using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Cli.Commands;

/// <summary>Lists experiments.</summary>
internal static class ListCommand
{
    /// <summary>Lists the experiments that the patterns name, or all.</summary>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns)
    {
        var experiments = patterns.Count == 0 ? invocation.Experiments : Selection.Find(invocation.Experiments, patterns);
        return new ListReport([.. experiments.Select(experiment => Describe(invocation, experiment))]);
    }

    private static ExperimentReport Describe(Invocation invocation, Experiment experiment) => new(
        experiment.Name, experiment.Spec.Description, Dataset(experiment.Spec.Dataset), Model(experiment),
            Status(invocation, experiment));

    private static string Dataset(DatasetSpec dataset) =>
        dataset.Path ?? dataset.Url ?? dataset.Train ?? dataset.Name ?? "given-names";

    // The preset, or that there is a program, and the hyperparameters: `mlp embedding=10 hidden=200`.
    private static string Model(Experiment experiment) => string.Join(' ',
    [
        experiment.Spec.Training.Backend == Backend.Ngram
            ? "ngram"
            : CanonicalSpec.Find(experiment.CanonicalSpec, "model.type") ?? "program",
        .. experiment.DefaultHyperparameters.List().Select(hyperparameter => $"{hyperparameter.Name}={hyperparameter.Text}"),
    ]);

    private static string Status(Invocation invocation, Experiment experiment)
    {
        try
        {
            return Runner.FindResult(RunPlan.Of(experiment), invocation.RunnerOptions) is not null ? "up to date"
                : HasFinishedRun(Path.Combine(invocation.Folders.Runs, experiment.Name)) ? "stale"
                : "never";
        }
        catch (MakemoreException)
        {
            // The list names what is there; what is wrong with its data is said when it is trained.
            return "no data";
        }
    }

    private static bool HasFinishedRun(string folder) => Directory.Exists(folder)
        && Directory.EnumerateDirectories(folder).Any(run => File.Exists(Path.Combine(run, "result.json")));
}
