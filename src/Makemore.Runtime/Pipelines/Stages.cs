using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Pipelines;

/// <summary>The stages of a pipeline, to be named without their class by <c>using static</c>.</summary>
public static class Stages
{
    /// <summary>Ranks by the loss of the training split.</summary>
    public static ObjectiveMetric TrainLoss => ObjectiveMetric.TrainLoss;

    /// <summary>Ranks by the loss of the dev split.</summary>
    public static ObjectiveMetric DevLoss => ObjectiveMetric.DevLoss;

    /// <summary>Ranks by the loss of the test split.</summary>
    public static ObjectiveMetric TestLoss => ObjectiveMetric.TestLoss;

    /// <summary>Ranks by the number of trained numbers.</summary>
    public static ObjectiveMetric Parameters => ObjectiveMetric.Parameters;

    /// <summary>Ranks by the time that training took.</summary>
    public static ObjectiveMetric Seconds => ObjectiveMetric.Seconds;

    /// <summary>Other settings.</summary>
    /// <param name="change">What becomes of them: <c>spec => spec with { Context = 4 }</c>.</param>
    public static Change Set(Func<ExperimentSpec, ExperimentSpec> change) => new(change);

    /// <summary>Another number of steps.</summary>
    public static Change Steps(long steps) => SetTraining(training => training with { Steps = steps });

    /// <summary>Another learning rate, the same for every step.</summary>
    public static Change LearningRate(double rate) => LearningRate(Schedule.Constant(rate));

    /// <summary>Another schedule of the learning rate.</summary>
    public static Change LearningRate(Schedule schedule) => SetTraining(training => training with { LearningRate = schedule });

    /// <summary>Another size of the batches.</summary>
    public static Change Batch(BatchSize examples) => SetTraining(training => training with { Batch = examples });

    /// <summary>Another seed of weights and batches.</summary>
    public static Change Seed(long seed) => SetTraining(training => training with { Seed = seed });

    /// <summary>Another number of tokens that the model sees.</summary>
    public static Change Context(int tokens) => Set(spec => spec with { Context = tokens });

    /// <summary>The folder of the project: runs are kept in <c>runs</c> below it, and relative paths of data begin there.</summary>
    public static Change In(string folder) => new(spec => spec) { Folder = folder };

    /// <summary>Values to try.</summary>
    public static ImmutableArray<T> Axis<T>(params ImmutableArray<T> values) => values;

    /// <summary>Numbers in equal ratios, both ends among them.</summary>
    /// <param name="from">The first, above 0.</param>
    /// <param name="to">The last, above 0.</param>
    /// <param name="count">How many, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is no good.</exception>
    public static ImmutableArray<double> LogAxis(double from, double to, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(to);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        // The ends as they were given, and not to within rounding.
        return [from, .. Enumerable.Range(1, count - 2).Select(index => from * Math.Pow(to / from, index / (count - 1.0))), to];
    }

    /// <summary>Trains, unless that is done already, and waits for it.</summary>
    public static Outcome<Run> Train(IPlan plan) => Outcome<Run>.Of(() => PlanTraining.Train(plan, null, default));

    /// <summary>Trains, and can be watched and stopped.</summary>
    /// <param name="progress">Hears of every step.</param>
    /// <param name="cancellation">Stops the run with <see cref="OperationCanceledException"/>.</param>
    public static Func<IPlan, Outcome<Run>> TrainWith(
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        plan => Outcome<Run>.Of(() => PlanTraining.Train(plan, progress, cancellation));

    /// <summary>Trains all, with the data loaded once; one that fails does not stop the others.</summary>
    /// <param name="parallel">How many at a time.</param>
    /// <param name="progress">Hears of every step of every run, from the threads that train.</param>
    /// <param name="cancellation">Stops all of them with <see cref="OperationCanceledException"/>.</param>
    /// <returns>An outcome for each plan, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parallel"/> is below 1.</exception>
    public static Func<IEnumerable<IPlan>, ImmutableArray<Outcome<Run>>> TrainAll(
        int parallel = 1, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        return plans => PlanTraining.TrainAll(plans, parallel, progress, cancellation);
    }

    /// <summary>
    /// Trains all as the trials of a study in a ledger: every process that trains the same study shares the work, and takes
    /// over what another has left when it died. What has failed is not tried again.
    /// </summary>
    /// <param name="study">The name of the study.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="parallel">How many at a time in this process.</param>
    /// <param name="progress">Hears of every step of every run that this process trains, from the threads that train.</param>
    /// <param name="cancellation">Stops all of them with <see cref="OperationCanceledException"/>.</param>
    /// <returns>An outcome for each plan, in their order, whoever has trained it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parallel"/> is below 1.</exception>
    public static Func<IEnumerable<IPlan>, ImmutableArray<Outcome<Run>>> TrainAll(
        string study, ILedger ledger, int parallel = 1, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        return plans => StudyTraining.TrainAll(study, ledger, plans, parallel, progress, cancellation);
    }

    /// <summary>The losses of whole splits; a failure passes through.</summary>
    public static Outcome<Evaluation> Evaluate(Outcome<Run> run) => run.Map(
        one => new Evaluation(one, one.Losses, one.Result.Perplexities, one.Result.BitsPerCharacter));

    /// <summary>Sorts runs, the least first; what failed comes last, in its order.</summary>
    /// <param name="by">The figure.</param>
    public static Func<ImmutableArray<Outcome<Run>>, Ranking> Rank(ObjectiveMetric by) => outcomes => Ranking.Of(outcomes, by);

    /// <summary>The best; the failure of the first one where all have failed.</summary>
    public static Outcome<Run> First(Ranking ranking) => ranking.First;

    /// <summary>The best ones.</summary>
    /// <param name="count">How many.</param>
    public static Func<Ranking, Ranking> Take(int count) =>
        ranking => ranking with { Outcomes = [.. ranking.Outcomes.Take(count)] };

    private static Change SetTraining(Func<TrainingSpec, TrainingSpec> change) =>
        Set(spec => spec with { Training = change(spec.Training) });
}

/// <summary>The stages that know the type of an experiment's hyperparameters.</summary>
/// <typeparam name="THyperparameters">The generated record of hyperparameters: <c>Mlp.Hyperparameters</c>.</typeparam>
public static class Stages<THyperparameters>
    where THyperparameters : HyperparameterSet
{
    /// <summary>Other hyperparameters.</summary>
    /// <param name="change">What becomes of them: <c>h => h with { Hidden = 300 }</c>.</param>
    public static Func<IPlan<THyperparameters>, Plan<THyperparameters>> With(Func<THyperparameters, THyperparameters> change) =>
        plan => plan.With(change);
}
