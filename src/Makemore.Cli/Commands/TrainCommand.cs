using Makemore.Cli.Progress;
using Makemore.Cli.Reports;
using Makemore.Format;
using Makemore.Runtime;
using Makemore.Runtime.Models;

namespace Makemore.Cli.Commands;

/// <summary>Trains what is not up to date.</summary>
internal static class TrainCommand
{
    /// <summary>Trains the experiments that the patterns name.</summary>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns) =>
        patterns is [var name] && !Glob.IsGlob(name)
            ? Finish(invocation, Selection.Single(invocation.Experiments, name), Turn.Only)
            : RunAll(invocation, Selection.Find(invocation.Experiments, patterns));

    /// <summary>Trains the experiments of the project's top folder.</summary>
    public static Report TopFolder(Invocation invocation) =>
        Selection.TopFolder(invocation.Experiments) is { Count: > 0 } experiments
            ? RunAll(invocation, experiments)
            : throw new MakemoreException(
                "The project's top folder has no specs. Write one, such as bigram.yaml, or name what to train: `train NAME`.");

    // The finished run of an experiment, which is made now if it is not up to date.
    private static RunReport Finish(Invocation invocation, Experiment experiment, Turn turn)
    {
        var plan = invocation.Plan(experiment);
        var (result, isUpToDate) = invocation.Finish(plan, turn);
        return RunReport.Of(plan, result, isUpToDate);
    }

    private static RunsReport RunAll(Invocation invocation, IReadOnlyList<Experiment> experiments)
    {
        // What is asked for is checked for each of them before the first one starts.
        foreach (var experiment in experiments)
        {
            invocation.Plan(experiment);
        }

        return new([.. experiments.Select((experiment, index) => Try(invocation, experiment, new(index + 1, experiments.Count)))]);
    }

    // A dataset that cannot be had stops one experiment and not the others.
    private static RunReport Try(Invocation invocation, Experiment experiment, Turn turn)
    {
        try
        {
            return Finish(invocation, experiment, turn);
        }
        catch (MakemoreException exception)
        {
            invocation.Terminal.Warn($"{experiment.Name}: {exception.Message}");
            return RunReport.Failed(experiment.Name, exception);
        }
    }
}
