using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Pipelines;

/// <summary>Runs plans with the runner of the command line, in the same folders.</summary>
internal static class PlanTraining
{
    /// <summary>Trains, unless that is done already.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="MakemoreException">The data or the settings are no good, or training failed.</exception>
    public static Run Train(IPlan plan, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Train(plan, RunnerOptions.OfProject(plan.Folder), progress, cancellation);

    /// <summary>Trains several, a few at a time, with the data loaded once.</summary>
    /// <returns>An outcome for each plan, in their order.</returns>
    public static ImmutableArray<Outcome<Run>> TrainAll(
        IEnumerable<IPlan> plans, int parallel, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var corpora = new CorpusCache();
        IPlan[] all = [.. plans];
        var outcomes = new Outcome<Run>[all.Length];
        Parallel.For(
            0, all.Length, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation },
            index => outcomes[index] = Outcome<Run>.Of(() => Train(
                all[index], RunnerOptions.OfProject(all[index].Folder) with { Corpora = corpora, Threads = parallel == 1 ? Environment.ProcessorCount : 1 }, progress, cancellation)));
        return [.. outcomes];
    }

    private static Run Train(
        IPlan plan, RunnerOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var run = new RunPlan(plan.Experiment, plan.Spec, plan.Hyperparameters);
        var observer = progress is null ? ITrainingObserver.Silent : new Reporting(progress);
        return new(run, options, Runner.Run(run, options, observer, cancellation));
    }

    private sealed class Reporting(IProgress<TrainingProgress> progress) : ITrainingObserver
    {
        public void Stepped(in TrainingProgress made) => progress.Report(made);
    }
}
