using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Ngram;

/// <summary>The base of a generated experiment whose model counts.</summary>
public abstract class NgramExperiment : Experiment<NoHyperparameters>
{
    private const long Megabyte = 1 << 20;

    /// <inheritdoc/>
    public sealed override ModelSource Model => ModelSource.Ngrams;

    /// <inheritdoc/>
    public sealed override BackendNumerics Numerics { get; } = new("ngram", 1);

    /// <inheritdoc/>
    public sealed override NoHyperparameters DefaultHyperparameters => NoHyperparameters.Value;

    /// <inheritdoc/>
    public sealed override ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator) =>
        new NgramModel(
            spec.Context,
            vocabulary,
            boundary,
            Smoothing.Create(spec.Smoothing),
            CreateCounter(spec.Context + 1, vocabulary),
            new CountingOptions { Memory = spec.Training.Memory * Megabyte });

    /// <summary>Makes what counts; a generated class knows order and vocabulary, and packs n-grams by constants.</summary>
    /// <param name="order">The tokens of an n-gram; another than the spec's where the context is overridden.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    protected virtual NgramCounter CreateCounter(int order, int vocabulary) => NgramCounter.Create(order, vocabulary);
}
