using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Pipelines;

/// <summary>Trains the plans of a program as the trials of a study, which other processes may share.</summary>
internal static class StudyTraining
{
    /// <summary>Trains all that is not trained yet, here or by another process.</summary>
    /// <returns>An outcome for each plan, in their order.</returns>
    /// <exception cref="MakemoreException">The plans have several folders of runs.</exception>
    public static ImmutableArray<Outcome<Run>> TrainAll(
        string name, ILedger ledger, IEnumerable<IPlan> plans, int parallel, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        IPlan[] all = [.. plans];
        if (all.Length == 0)
        {
            return [];
        }

        if (all.Select(plan => plan.Folder).Distinct().Count() > 1)
        {
            throw new MakemoreException($"The study '{name}' has plans of several project folders; a study has one, for all of its runs.");
        }

        var options = RunnerOptions.OfProject(all[0].Folder) with { Corpora = new() };
        var sweep = new PlannedSweep(name, [.. all.Select(plan => new RunPlan(plan.Experiment, plan.Spec, plan.Hyperparameters))]);
        var study = ledger.Open(sweep.Identity(options));
        IStudyObserver observer = progress is null ? IStudyObserver.Silent : new Reporting(progress);
        new StudyRunner(sweep, study, ledger, options, observer).Run(parallel, cancellation);

        var trials = ledger.Trials(study).ToDictionary(trial => trial.Point);
        return [.. sweep.Points.Select(point => OutcomeOf(trials[point], sweep.PlanOf(point), options, cancellation))];
    }

    // A finished run is not run again, only read.
    private static Outcome<Run> OutcomeOf(Trial trial, RunPlan plan, RunnerOptions options, CancellationToken cancellation) =>
        Outcome<Run>.Of(() => trial.State == TrialState.Finished
            ? new Run(plan, options, Runner.Run(plan, options, ITrainingObserver.Silent, cancellation))
            : throw new MakemoreException(trial.Error ?? $"{trial.Point} was not finished."));

    private sealed class Reporting(IProgress<TrainingProgress> progress) : IStudyObserver
    {
        public void Stepped(Trial trial, in TrainingProgress made) => progress.Report(made);
    }
}
