using System.Collections.Immutable;
using System.Diagnostics;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Tensors;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>The work of a run that is not finished: counting or training, then measuring, sampling and keeping.</summary>
internal sealed class RunWork(RunPlan plan, RunnerOptions options, RunFolder folder, ITrainingObserver observer)
{
    /// <summary>Does it, from the last checkpoint on.</summary>
    /// <exception cref="DivergedException">The loss left all bounds.</exception>
    public RunResult Do(CancellationToken cancellation)
    {
        observer.Entered(TrainingPhase.LoadingData);
        var generator = new TorchGenerator(plan.Spec.Training.Seed);
        var (untrained, corpus) = RunInput.Load(plan, options, tokenizer: null, generator, cancellation);
        using var trained = new TrainedModel(plan, untrained, corpus);
        var training = trained.Model switch
        {
            NgramModel model => Count(model, corpus, cancellation),
            ITrainableModel model => Train(model, corpus, generator, cancellation),
            var model => throw new NotSupportedException($"{model.GetType().Name} is neither counted nor trained step by step."),
        };
        var losses = new SplitLosses(
            Measure(trained.Model, corpus.Train, TrainingPhase.MeasuringTrain, cancellation),
            training.DevLoss,
            Measure(trained.Model, corpus.Test, TrainingPhase.MeasuringTest, cancellation));
        if (trained.Model is ITrainableModel)
        {
            DivergedException.ThrowIf(
                losses.Train ?? 0, trained.Model.Vocabulary, training.Steps,
                plan.Spec.Training.LearningRate.At(Math.Max(0, training.Steps - 1), plan.Spec.Training.Steps));
        }

        folder.RequireExists();
        var metadata = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add("experiment", plan.Name).Add("run", folder.Hash);
        AtomicFile.Write(folder.Model, Safetensors.ToBytes(trained.Model.State(), metadata));
        AtomicFile.Write(folder.Tokenizer, corpus.Tokenizer.Save());
        var result = new RunResult(
            plan.Name, folder.Hash, training.Steps, trained.Model.ParameterCount, losses, Math.Round(training.Seconds, 3))
        {
            BitsPerCharacter = losses.BitsPerCharacter(corpus),
            Best = training.Best is { } best ? new(best.Step, best.Loss) : null,
            Fitted = FittedBy(trained.Model),
        };
        observer.Entered(TrainingPhase.Sampling);
        return Seal(trained, folder, result, cancellation);
    }

    /// <summary>
    /// Draws the samples that the plan asks for, and writes the result, which vouches for every other file. It comes last:
    /// whoever finds it finds all the rest.
    /// </summary>
    public static RunResult Seal(TrainedModel trained, RunFolder folder, RunResult result, CancellationToken cancellation)
    {
        var separator = trained.Corpus.Tokenizer.Boundary is null ? "\n\n" : "\n";
        AtomicFile.Write(
            folder.Samples, string.Concat(trained.Sample(cancellation: cancellation).Select(sample => sample + separator)));
        var whole = FileDigests.Sealed(result with
        {
            Sampling = PlanSettings.SamplingOf(trained.Plan),
            Files = FileDigests.Of(folder),
            Sha256 = null,
            Folder = null,
        });
        AtomicFile.Write(folder.Result, whole.ToJson() + "\n");
        return whole with { Folder = folder.Path };
    }

    private TrainingResult Count(NgramModel model, TokenizedCorpus corpus, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var seconds = 0.0;
        if (!model.IsEstimated)
        {
            observer.Entered(TrainingPhase.Counting);
            model.Counting = model.Counting with { Threads = options.Threads };
            var ngrams = model.Train(corpus.Train, corpus.Dev, cancellation);
            seconds = clock.Elapsed.TotalSeconds;
            options.Counted?.Invoke(new(folder, ngrams, corpus.Tokenizer, observer));
        }

        return new(0, seconds, Measure(model, corpus.Dev, TrainingPhase.MeasuringDev, cancellation));
    }

    private double? Measure(ILanguageModel model, TokenSequences split, TrainingPhase phase, CancellationToken cancellation)
    {
        observer.Entered(phase);
        return SplitLoss.Of(model, split, cancellation);
    }

    private TrainingResult Train(
        ITrainableModel model, TokenizedCorpus corpus, TorchGenerator generator, CancellationToken cancellation)
    {
        if (model is IParallelModel parallel)
        {
            parallel.Threads = options.Threads;
        }

        var checkpoint = LatestCheckpoint();
        checkpoint?.Restore(model, generator);
        using var metrics = MetricsLog.Continue(folder.Metrics, checkpoint?.Metrics ?? LogMark.Empty);
        using var diagnostics = WantsDiagnostics() || File.Exists(folder.Diagnostics)
            ? DiagnosticsLog.Continue(folder.Diagnostics, checkpoint?.Diagnostics ?? LogMark.Empty) : null;
        using var events = options.WritesEvents ? RunEvents.Begin(folder) : null;
        var journal = new RunJournal(folder, metrics, diagnostics, events, model, generator);
        return new Trainer(model, corpus, plan.Spec, generator)
            .Train(checkpoint?.Position ?? default, journal, observer, cancellation);
    }

    private bool WantsDiagnostics()
    {
        if (plan.Spec.Diagnostics.Every > 0 && !plan.Experiment.IsObservable)
        {
            observer.Warned(plan.Experiment.Numerics.Backend == "simd"
                ? $"'{plan.Name}' is compiled without diagnostics: write `diagnostics: every 1000` into its spec, or "
                    + "`<MakemoreDiagnostics>true</MakemoreDiagnostics>` into the project, and build again."
                : $"Diagnostics are computed by backend simd, and '{plan.Name}' is trained by {plan.Experiment.Numerics.Backend}: there are none.");
        }

        return plan.Spec.Diagnostics.Every > 0 && plan.Experiment.IsObservable;
    }

    // What was not looked at before a checkpoint can only be seen from the start.
    private Checkpoint? LatestCheckpoint()
    {
        var checkpoint = folder.Checkpoints.Latest(folder.Metrics, folder.Diagnostics, observer);
        if (checkpoint is null || RequiredRows.MissingObservation(plan, folder, checkpoint.Position.Step) is not { } step)
        {
            return checkpoint;
        }

        observer.Warned(FormattableString.Invariant(
            $"The diagnostics of step {step}, which are asked for, were not recorded before the run was interrupted; it begins again."));
        folder.Checkpoints.Clear();
        return null;
    }

    private static NamedValues<double>? FittedBy(ILanguageModel model) => model is NgramModel { Fitted.Length: > 0 } ngrams
        ? NamedValues<double>.Of(ngrams.Fitted.Select(parameter => (parameter.Name, parameter.Value)))
        : null;
}
