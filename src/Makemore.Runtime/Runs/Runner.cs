using System.Collections.Immutable;
using System.Diagnostics;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Tensors;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>
/// Runs plans in their folders. A run that was stopped, at whatever moment, goes on from its last checkpoint and ends as
/// if it had never been stopped; one that is finished is not run again.
/// </summary>
public static class Runner
{
    /// <summary>Trains, measures and samples, unless that is done already.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="options">Where runs and data are.</param>
    /// <param name="observer">Looks on.</param>
    /// <param name="cancellation">Stops the run; a checkpoint is saved first.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="MakemoreException">The data or the settings are no good, or training failed.</exception>
    public static RunResult Run(RunPlan plan, RunnerOptions options, ITrainingObserver observer, CancellationToken cancellation)
    {
        var folder = RunFolder.Of(plan, options);
        try
        {
            return Run(plan, options, folder, observer, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"The run cannot be kept in {folder.Path}: {error.Message}", error) { ExitCode = 1 };
        }
    }

    /// <summary>The result of a finished run, or null; neither libtorch nor a tokenizer is loaded for it.</summary>
    /// <exception cref="MakemoreException">The data cannot be had.</exception>
    public static RunResult? FindResult(RunPlan plan, RunnerOptions options) =>
        FinishedResult(RunFolder.Of(plan, options), ITrainingObserver.Silent);

    /// <summary>Loads the model of a finished run, together with its tokenizer and data.</summary>
    /// <exception cref="MakemoreException">The run is not finished, or its files are damaged.</exception>
    public static TrainedModel Open(RunPlan plan, RunnerOptions options)
    {
        var folder = RunFolder.Of(plan, options);
        if (FinishedResult(folder, ITrainingObserver.Silent) is null)
        {
            throw new MakemoreException($"'{plan.Name}' is not trained with these settings. Run `train {plan.Name}` first.");
        }

        var (model, corpus) = RunInput.Load(
            plan,
            options,
            Tokenizer.Restore(ReadText(folder.Tokenizer)),
            new TorchGenerator(plan.Spec.Training.Seed),
            CancellationToken.None);
        try
        {
            model.Load(Safetensors.Read(folder.Model).Tensors);
            return new TrainedModel(plan, model, corpus);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static RunResult Run(
        RunPlan plan, RunnerOptions options, RunFolder folder, ITrainingObserver observer, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder.Path);
        using var held = RunLock.Take(folder.Lock, observer, cancellation);
        if (FinishedResult(folder, observer) is { } finished)
        {
            return finished;
        }

        AtomicFile.Write(folder.Spec, plan.CanonicalSpec);
        var generator = new TorchGenerator(plan.Spec.Training.Seed);
        var (untrained, corpus) = RunInput.Load(plan, options, tokenizer: null, generator, cancellation);
        using var trained = new TrainedModel(plan, untrained, corpus);
        var training = trained.Model switch
        {
            NgramModel model => Count(model, corpus, folder, options, observer, cancellation),
            ITrainableModel model => Train(model, trained, folder, generator, observer, cancellation),
            var model => throw new NotSupportedException($"{model.GetType().Name} is neither counted nor trained step by step."),
        };
        return Finish(trained, training, folder, cancellation);
    }

    private static RunResult? FinishedResult(RunFolder folder, ITrainingObserver observer)
    {
        try
        {
            // Without its weights a run is not finished, whatever its result says.
            return File.Exists(folder.Model) ? folder.ReadResult() : null;
        }
        catch (MakemoreException error)
        {
            observer.Warned(error.Message);
            return null;
        }
    }

    private static TrainingResult Count(
        NgramModel model,
        TokenizedCorpus corpus,
        RunFolder folder,
        RunnerOptions options,
        ITrainingObserver observer,
        CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var seconds = 0.0;
        if (!model.IsEstimated)
        {
            var ngrams = model.Train(corpus.Train, corpus.Dev, cancellation);
            seconds = clock.Elapsed.TotalSeconds;
            options.Counted?.Invoke(new(folder, ngrams, corpus.Tokenizer, observer));
        }

        return new(0, seconds, SplitLoss.Of(model, corpus.Dev, cancellation));
    }

    private static TrainingResult Train(
        ITrainableModel model,
        TrainedModel trained,
        RunFolder folder,
        TorchGenerator generator,
        ITrainingObserver observer,
        CancellationToken cancellation)
    {
        var checkpoint = folder.Checkpoints.Latest(folder.Metrics, observer);
        if (checkpoint is not null)
        {
            checkpoint.Restore(model, generator);
        }

        using var metrics = MetricsLog.Continue(folder.Metrics, checkpoint?.Metrics ?? MetricsMark.Empty);
        var journal = new RunJournal(folder.Checkpoints, metrics, model, generator);
        return new Trainer(model, trained.Corpus, trained.Plan.Spec, generator)
            .Train(checkpoint?.Position ?? default, journal, observer, cancellation);
    }

    // The result comes last: whoever finds it finds all the rest.
    private static RunResult Finish(TrainedModel trained, TrainingResult training, RunFolder folder,
        CancellationToken cancellation)
    {
        var losses = new SplitLosses(
            SplitLoss.Of(trained.Model, trained.Corpus.Train, cancellation),
            training.DevLoss,
            SplitLoss.Of(trained.Model, trained.Corpus.Test, cancellation));
        var separator = trained.Corpus.Tokenizer.Boundary is null ? "\n\n" : "\n";
        var samples = string.Concat(trained.Sample(cancellation: cancellation).Select(sample => sample + separator));
        AtomicFile.Write(folder.Model, Safetensors.ToBytes(trained.Model.State(), RunMetadata(trained.Plan, folder)));
        AtomicFile.Write(folder.Tokenizer, trained.Corpus.Tokenizer.Save());
        AtomicFile.Write(folder.Samples, samples);
        var result = new RunResult(
            trained.Plan.Name, folder.Hash, training.Steps, trained.Model.ParameterCount, losses, Math.Round(training.Seconds, 3))
        {
            BitsPerCharacter = losses.BitsPerCharacter(trained.Corpus),
            Best = training.Best is { } best ? new(best.Step, best.Loss) : null,
            Fitted = FittedBy(trained.Model),
        };
        AtomicFile.Write(folder.Result, result.ToJson() + "\n");
        return result with { Folder = folder.Path };
    }

    private static FittedParameters? FittedBy(ILanguageModel model)
    {
        if (model is not NgramModel { Fitted.Length: > 0 } ngrams)
        {
            return null;
        }

        var fitted = new FittedParameters();
        foreach (var parameter in ngrams.Fitted)
        {
            fitted.Add(parameter.Name, parameter.Value);
        }

        return fitted;
    }

    private static ImmutableSortedDictionary<string, string> RunMetadata(RunPlan plan, RunFolder folder) =>
        ImmutableSortedDictionary<string, string>.Empty
            .WithComparers(StringComparer.Ordinal).Add("experiment", plan.Name).Add("run", folder.Hash);

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException error)
        {
            throw new MakemoreException($"{path} cannot be read: {error.Message}", error) { ExitCode = 1 };
        }
    }
}
