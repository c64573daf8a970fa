using System.Collections.Frozen;
using System.Diagnostics;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Training;

/// <summary>Trains a model step by step; it writes no file and no console.</summary>
/// <param name="model">The model, with its initial weights or with those of a checkpoint.</param>
/// <param name="corpus">What it learns from, and the dev split that it is measured on.</param>
/// <param name="spec">Steps, batches, learning rate, and what is measured when.</param>
/// <param name="generator">The generator of the run, which has drawn the initial weights, or that of a checkpoint.</param>
public sealed class Trainer(ITrainableModel model, TokenizedCorpus corpus, ExperimentSpec spec, TorchGenerator generator)
{
    private readonly long steps = spec.Training.Steps;
    private readonly IObservableModel? looked = model is IObservableModel { IsObservable: true } observable ? observable : null;
    private readonly FrozenSet<long> promisedSteps =
        spec.Expect.Where(expectation => expectation.Step is not null).Select(expectation => expectation.Step!.Value)
            .ToFrozenSet();

    /// <summary>Trains from a position to the last step.</summary>
    /// <param name="start">The start, or the position of the checkpoint that model and generator come from.</param>
    /// <param name="journal">Keeps measurements and checkpoints.</param>
    /// <param name="observer">Looks on.</param>
    /// <param name="cancellation">Stops the training; the journal saves its position first.</param>
    /// <returns>What the training came to.</returns>
    /// <exception cref="OperationCanceledException">The training was cancelled; its position is saved.</exception>
    /// <exception cref="MakemoreException">There is nothing to learn from or to stop by.</exception>
    /// <exception cref="DivergedException">The loss left all bounds.</exception>
    public TrainingResult Train(
        TrainingPosition start, ITrainingJournal journal, ITrainingObserver observer, CancellationToken cancellation)
    {
        RequireDevLosses();
        var batches = new BatchSource(model, corpus, spec, generator);
        var clock = Stopwatch.StartNew();
        var (step, best) = (start.Step, start.Best);
        double? devLoss = null;
        observer.Entered(TrainingPhase.Training);
        observer.Started(step, steps);
        try
        {
            for (; step < steps && !IsStopped(best) && !IsLate(Seconds()); step++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (IsEvaluated(step))
                {
                    Measure(step);
                    if (IsStopped(best))
                    {
                        break;
                    }

                    observer.Entered(TrainingPhase.Training);
                }

                var rate = spec.Training.LearningRate.At(step, steps);
                var batch = batches.Next();
                var observed = looked is not null && spec.Diagnostics.Includes(step, steps) ? looked.Observe(batch, rate) : null;
                var (loss, penalty) = observed?.Loss ?? model.Step(batch, rate, wantsLoss: true);
                DivergedException.ThrowIf(loss - penalty, model.Vocabulary, step, rate);
                if (step == 0 && InitialLoss.Warning(loss - penalty, model.Vocabulary) is { } warning)
                {
                    observer.Warned(warning);
                }

                if (observed is not null)
                {
                    journal.Record(new Observation(step, Distribution.Rounded(loss - penalty), rate, model.Vocabulary, observed.Layers, observed.Parameters));
                }

                if (IsRecorded(step))
                {
                    Record(new(step, Metric.Train, loss, rate, Seconds()));
                }

                observer.Stepped(new(step, steps, loss, rate, Seconds()) { DevLoss = devLoss, Tokens = TokensOf(batch) });
                if (IsSaved(step + 1))
                {
                    Save(step + 1);
                }
            }

            // Not to train again where only the measurements at the end are interrupted.
            if (!IsSaved(step) || IsStopped(best))
            {
                Save(step);
            }

            var seconds = Seconds();
            var last = IsStopped(best) ? null : Measure(step);
            DivergedException.ThrowIf(last ?? 0, model.Vocabulary, step, spec.Training.LearningRate.At(Math.Max(0, step - 1), steps));
            if (best is not null)
            {
                model.Load(best.State);
            }

            return new(step, seconds, best?.Loss ?? last, best);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Save(step);
            throw;
        }

        double Seconds() => start.Seconds + clock.Elapsed.TotalSeconds;

        void Save(long at)
        {
            journal.Save(new(at, Seconds(), best));
            observer.Saved(at);
        }

        double? Measure(long at)
        {
            observer.Entered(TrainingPhase.MeasuringDev);
            var loss = SplitLoss.Of(model, corpus.Dev, cancellation);
            if (loss is not null)
            {
                Record(new(at, Metric.Dev, loss.Value, null, Seconds()));
                devLoss = loss;
                best = spec.Training.EarlyStopping.Patience == 0
                    ? null
                    : BestWeights.After(best, at, loss.Value, spec.Training.EarlyStopping.MinDelta, model.State);
            }

            return loss;
        }

        void Record(Metric metric)
        {
            journal.Record(metric);
            observer.Measured(metric);
        }
    }

    // A window always has a target, so that those of a whole split need not be counted at each step.
    private long TokensOf(Batch batch) => model.IsWindowed ? batch.Targets.Length : batch.TargetCount();

    private bool IsLate(double seconds) => spec.Training.Seconds > 0 && seconds >= spec.Training.Seconds;

    private bool IsStopped(BestWeights? best) => best is not null && best.Waited >= spec.Training.EarlyStopping.Patience;

    private void RequireDevLosses()
    {
        if (spec.Training.EarlyStopping.Patience == 0)
        {
            return;
        }

        if (spec.Evaluation.Every == 0)
        {
            throw new MakemoreException(
                "training.early-stopping: the dev loss is never measured while the model trains. Write `evaluation: " +
                    "{ every: 1000 }`.");
        }

        if (corpus.Dev.TokenCount == 0)
        {
            throw new MakemoreException(
                "training.early-stopping: the dev split is empty, so there is no dev loss to stop by. Give it a " +
                    "share under `split:`.");
        }
    }

    private bool IsRecorded(long step) =>
        step == 0 || step == steps - 1 || IsMultiple(step, spec.Evaluation.Log) || promisedSteps.Contains(step);

    private bool IsEvaluated(long step) => step > 0 && IsMultiple(step, spec.Evaluation.Every);

    private bool IsSaved(long step) => IsMultiple(step, spec.Training.Checkpoint);

    private static bool IsMultiple(long step, long interval) => interval > 0 && step % interval == 0;
}

/// <summary>What a training came to.</summary>
/// <param name="Steps">The steps made.</param>
/// <param name="Seconds">The time that they took, that before an interruption included.</param>
/// <param name="DevLoss">The loss of the whole dev split with the weights that the model has now; null where there is
/// none.</param>
/// <param name="Best">The weights that early stopping has kept, which the model has now; null without.</param>
public readonly record struct TrainingResult(long Steps, double Seconds, double? DevLoss, BestWeights? Best = null);
