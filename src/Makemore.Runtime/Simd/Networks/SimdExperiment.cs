using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Simd.Networks;

/// <summary>The base of a generated experiment whose network needs no native library.</summary>
/// <typeparam name="THyperparameters">The generated record of hyperparameters.</typeparam>
public abstract class SimdExperiment<THyperparameters> : Experiment<THyperparameters>
    where THyperparameters : HyperparameterSet, new()
{
    /// <inheritdoc/>
    public sealed override BackendNumerics Numerics { get; } = new("simd", 1);

    /// <inheritdoc/>
    public sealed override THyperparameters DefaultHyperparameters { get; } = new();

    /// <inheritdoc/>
    public sealed override ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator)
    {
        var sizes = (THyperparameters)hyperparameters;
        var network = CreateNetwork(sizes, spec.Context, vocabulary, generator);
        if (Requirement.MissingDropout(spec, network.HasDropout) is { } error)
        {
            network.Dispose();
            throw error;
        }

        network.DropoutShare = (float)spec.Regularization.Dropout;
        return new SimdModel(network, parameters => CreateNetwork(sizes, parameters), spec);
    }

    /// <summary>Makes the network with its initial weights.</summary>
    /// <param name="hyperparameters">The sizes.</param>
    /// <param name="context">The number of tokens that the network sees.</param>
    /// <param name="vocabulary">The number of tokens in the vocabulary.</param>
    /// <param name="generator">Draws the weights, and later the masks of dropout.</param>
    /// <exception cref="MakemoreException">The hyperparameters do not fit each other.</exception>
    public SimdNetwork CreateNetwork(THyperparameters hyperparameters, int context, int vocabulary, TorchGenerator generator)
    {
        var parameters = new SimdParameters(context, vocabulary, generator);
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
    protected abstract SimdNetwork CreateNetwork(THyperparameters hyperparameters, SimdParameters parameters);
}
