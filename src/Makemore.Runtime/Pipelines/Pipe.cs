using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Pipelines;

/// <summary>What a value on the left of <c>|</c> can be passed on to, and the same as methods.</summary>
public static class Pipe
{
    /// <summary>Any value, and a stage that takes it.</summary>
    extension<T, TNext>(T)
    {
        /// <summary>Passes the value on to the stage, like F#'s <c>|&gt;</c>.</summary>
        public static TNext operator |(T value, Func<T, TNext> stage) => stage(value);
    }

    /// <summary>An experiment or a plan, and a change.</summary>
    extension<THyperparameters>(IPlan<THyperparameters>)
        where THyperparameters : HyperparameterSet
    {
        /// <summary>The plan with the change.</summary>
        public static Plan<THyperparameters> operator |(IPlan<THyperparameters> plan, Change change)
        {
            var before = Plan<THyperparameters>.Of(plan);
            return before with { Spec = change.Spec(before.Spec), Folder = change.Folder ?? before.Folder };
        }
    }

    /// <summary>The plan with other hyperparameters.</summary>
    /// <param name="plan">The experiment or plan.</param>
    /// <param name="change">What becomes of the hyperparameters: <c>h => h with { Hidden = 300 }</c>.</param>
    public static Plan<THyperparameters> With<THyperparameters>(
        this IPlan<THyperparameters> plan, Func<THyperparameters, THyperparameters> change)
        where THyperparameters : HyperparameterSet =>
        Plan<THyperparameters>.Of(plan) with { Hyperparameters = change(plan.Hyperparameters) };

    /// <summary>The plan with other settings.</summary>
    /// <param name="plan">The experiment or plan.</param>
    /// <param name="change">What becomes of the settings.</param>
    public static Plan<THyperparameters> WithSpec<THyperparameters>(
        this IPlan<THyperparameters> plan, Func<ExperimentSpec, ExperimentSpec> change)
        where THyperparameters : HyperparameterSet => plan | Stages.Set(change);

    /// <summary>
    /// Trains on another thread; a run that was interrupted goes on, and a finished one is there at once.
    /// </summary>
    /// <param name="plan">What to run.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancellation">Stops the run; a checkpoint is saved first.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="MakemoreException">The data or the settings are no good, or training failed.</exception>
    public static async Task<Run> TrainAsync(
        this IPlan plan, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        await OnThread(() => PlanTraining.Train(plan, progress, cancellation), cancellation).ConfigureAwait(false);

    /// <summary>The same as <see cref="TrainAsync"/>, but what goes wrong is the outcome.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancellation">Stops the run; a checkpoint is saved first.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<Outcome<Run>> TryTrainAsync(
        this IPlan plan, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        await OnThread(() => Outcome<Run>.Of(() => PlanTraining.Train(plan, progress, cancellation)), cancellation)
            .ConfigureAwait(false);

    // Training keeps a thread for minutes, so it takes none of the pool's.
    private static Task<T> OnThread<T>(Func<T> work, CancellationToken cancellation) =>
        Task.Factory.StartNew(work, cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
