using Makemore.Runtime;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Torch.Native;
using TorchSharp;

namespace Makemore.Torch;

/// <summary>The base of a generated experiment whose network runs on libtorch.</summary>
/// <typeparam name="THyperparameters">The generated record of hyperparameters.</typeparam>
public abstract class TorchExperiment<THyperparameters> : Experiment
    where THyperparameters : HyperparameterSet
{
    /// <summary>The hyperparameters that the spec gives.</summary>
    public abstract THyperparameters Defaults { get; }

    /// <inheritdoc/>
    public sealed override HyperparameterSet DefaultHyperparameters => Defaults;

    /// <inheritdoc/>
    public sealed override ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator)
    {
        TorchLibrary.Load();
        // For the whole process: libtorch has one number of threads.
        torch.set_num_threads(spec.Training.Threads);
        var network = CreateNetwork((THyperparameters)hyperparameters, spec.Context, vocabulary, generator);
        if (spec.Regularization.Dropout > 0 && !network.HasDropout)
        {
            network.Dispose();
            throw new MakemoreException(
                $"regularization.dropout: the network of '{spec.Name}' was compiled without it. Write `dropout` into " +
                    $"its spec's `regularization` and build again.");
        }

        network.DropoutShare = spec.Regularization.Dropout;
        return new TorchModel(network, spec, boundary);
    }

    /// <summary>Makes the network with its initial weights.</summary>
    /// <exception cref="MakemoreException">The hyperparameters do not fit each other.</exception>
    protected abstract TorchNetwork CreateNetwork(
        THyperparameters hyperparameters, int context, int vocabulary, TorchGenerator generator);
}
