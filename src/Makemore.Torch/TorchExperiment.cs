using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Torch.Native;
using TorchSharp;

namespace Makemore.Torch;

/// <summary>The base of a generated experiment whose network runs on libtorch.</summary>
/// <typeparam name="THyperparameters">The generated record of hyperparameters.</typeparam>
public abstract class TorchExperiment<THyperparameters> : Experiment<THyperparameters>
    where THyperparameters : HyperparameterSet, new()
{
    /// <inheritdoc/>
    public sealed override BackendNumerics Numerics { get; } = new("torch", 1);

    /// <inheritdoc/>
    public sealed override THyperparameters DefaultHyperparameters { get; } = new();

    /// <inheritdoc/>
    public sealed override ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator)
    {
        TorchLibrary.Load();
        // For the whole process: libtorch has one number of threads.
        torch.set_num_threads(spec.Training.Threads);
        var network = CreateNetwork((THyperparameters)hyperparameters, spec.Context, vocabulary, generator);
        if (Requirement.MissingDropout(spec, network.HasDropout) is { } error)
        {
            network.Dispose();
            throw error;
        }

        network.DropoutShare = spec.Regularization.Dropout;
        return new TorchModel(network, spec, boundary);
    }

    /// <summary>Makes the network with its initial weights.</summary>
    /// <param name="hyperparameters">The sizes.</param>
    /// <param name="context">The number of tokens that the network sees.</param>
    /// <param name="vocabulary">The number of tokens in the vocabulary.</param>
    /// <param name="generator">Draws the weights, and later the masks of dropout.</param>
    /// <exception cref="MakemoreException">The hyperparameters do not fit each other.</exception>
    public TorchNetwork CreateNetwork(THyperparameters hyperparameters, int context, int vocabulary, TorchGenerator generator)
    {
        var parameters = new TorchParameters(context, vocabulary, generator);
        try
        {
            return CreateNetwork(hyperparameters, parameters);
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }

    /// <summary>Makes the network, once its hyperparameters are known to fit each other.</summary>
    protected abstract TorchNetwork CreateNetwork(THyperparameters hyperparameters, TorchParameters parameters);
}
