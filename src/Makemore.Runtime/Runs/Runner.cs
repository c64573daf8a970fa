using System.Text.Json;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Tensors;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>
/// Runs plans in their folders. A run that was stopped, at whatever moment, goes on from its last checkpoint and ends as
/// if it had never been stopped; one that is finished is not run again, unless a file of it is damaged.
/// </summary>
public static class Runner
{
    /// <summary>Trains, measures and samples, unless that is done already.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="options">Where runs and data are.</param>
    /// <param name="observer">Looks on.</param>
    /// <param name="cancellation">Stops the run; a checkpoint is saved first.</param>
    /// <exception cref="RunStoppedException">The run was stopped from outside.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="MakemoreException">
    /// The data or the settings are no good, or training failed, now or before with the same settings.
    /// </exception>
    public static RunResult Run(RunPlan plan, RunnerOptions options, ITrainingObserver observer, CancellationToken cancellation)
    {
        var folder = RunFolder.Of(plan, options);
        try
        {
            Directory.CreateDirectory(folder.Path);
            using var held = RunLock.Take(folder.Lock, observer, cancellation);
            return Stoppable(plan, options, folder, observer, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"The run cannot be kept in {folder.Path}: {error.Message}", error) { ExitCode = 1 };
        }
    }

    /// <summary>The result of a finished run, or null; neither libtorch nor a tokenizer is loaded for it.</summary>
    /// <exception cref="MakemoreException">The data cannot be had.</exception>
    public static RunResult? FindResult(RunPlan plan, RunnerOptions options)
    {
        var folder = RunFolder.Of(plan, options);
        return RunState.Of(folder) is RunState.Finished finished && RequiredRows.Missing(plan, folder, finished.Result.Steps) is null ? finished.Result : null;
    }

    /// <summary>Whether the samples of a finished run are those that a plan asks for.</summary>
    public static bool HasSamples(RunPlan plan, RunResult result) => PlanSettings.SamplingOf(plan).Equals(result.Sampling);

    /// <summary>Loads the model of a finished run, together with its tokenizer and data.</summary>
    /// <exception cref="MakemoreException">The run is not finished, or its files are damaged.</exception>
    public static TrainedModel Open(RunPlan plan, RunnerOptions options)
    {
        var folder = RunFolder.Of(plan, options);
        return RunState.Of(folder) switch
        {
            RunState.Finished => Open(plan, options, folder),
            RunState.Damaged damaged =>
                throw new MakemoreException($"{damaged.Message} `train {plan.Name}` repairs the run.") { ExitCode = 1 },
            _ => throw new MakemoreException($"'{plan.Name}' is not trained with these settings. Run `train {plan.Name}` first."),
        };
    }

    private static RunResult Stoppable(
        RunPlan plan, RunnerOptions options, RunFolder folder, ITrainingObserver observer, CancellationToken cancellation)
    {
        using var listener = new StopListener(folder, cancellation);
        try
        {
            return Run(plan, options, folder, observer, listener.Token);
        }
        catch (OperationCanceledException) when (listener.IsAsked)
        {
            throw new RunStoppedException(plan.Name, folder.Checkpoints.LatestStep());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Callers look at their own token.
            throw new OperationCanceledException(cancellation);
        }
    }

    private static RunResult Run(
        RunPlan plan, RunnerOptions options, RunFolder folder, ITrainingObserver observer, CancellationToken cancellation)
    {
        switch (RunState.Of(folder))
        {
            case RunState.Finished { Result: var finished } when RequiredRows.Missing(plan, folder, finished.Steps) is { } missing:
                observer.Warned($"{missing}; the run is made again.");
                folder.Checkpoints.Clear();
                break;
            case RunState.Finished { Result: var finished }:
                return HasSamples(plan, finished) ? finished : SampleAgain(plan, options, folder, finished, cancellation);
            case RunState.Damaged { Message: var message }:
                observer.Warned($"{message} The run is finished again.");
                break;
            case RunState.Failed { Failure: var failure }:
                throw new MakemoreException(FormattableString.Invariant(
                    $"'{plan.Name}' failed before with the same settings, at step {failure.Step}: {failure.Message} ") +
                    $"Change a setting, or delete {folder.Path} to try the same again.")
                { ExitCode = 1 };
        }

        AtomicFile.Write(folder.IdentityFile, JsonSerializer.SerializeToUtf8Bytes(folder.Identity, RunJson.Default.RunIdentity));
        AtomicFile.Write(folder.Spec, plan.ToYaml());
        try
        {
            return new RunWork(plan, options, folder, observer).Do(cancellation);
        }
        catch (DivergedException error)
        {
            var failure = new RunFailure(error.Step, error.Loss, error.Message);
            AtomicFile.Write(folder.Failure, JsonSerializer.SerializeToUtf8Bytes(failure, RunJson.Default.RunFailure));
            throw;
        }
    }

    private static TrainedModel Open(RunPlan plan, RunnerOptions options, RunFolder folder)
    {
        var (model, corpus) = RunInput.Load(
            plan,
            options,
            Tokenizer.Restore(File.ReadAllText(folder.Tokenizer)),
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

    // Other samples need no other training.
    private static RunResult SampleAgain(
        RunPlan plan, RunnerOptions options, RunFolder folder, RunResult result, CancellationToken cancellation)
    {
        using var trained = Open(plan, options, folder);
        return RunWork.Seal(trained, folder, result, cancellation);
    }
}
