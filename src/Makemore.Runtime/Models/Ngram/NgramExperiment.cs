using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Models.Ngram;

/// <summary>The base of a generated experiment whose model counts.</summary>
public abstract class NgramExperiment : Experiment
{
    /// <inheritdoc/>
    public sealed override HyperparameterSet DefaultHyperparameters => NoHyperparameters.Value;

    /// <inheritdoc/>
    public sealed override ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator) =>
        new NgramModel(spec.Context, vocabulary, boundary, Smoothing.Create(spec.Smoothing, vocabulary));
}
