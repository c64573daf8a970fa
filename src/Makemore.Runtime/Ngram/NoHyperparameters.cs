using System.Collections.Immutable;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Ngram;

/// <summary>The hyperparameters of a model that has none.</summary>
public sealed record NoHyperparameters : HyperparameterSet
{
    /// <summary>The only value.</summary>
    public static NoHyperparameters Value { get; } = new();

    /// <inheritdoc/>
    public override ImmutableArray<Hyperparameter> List() => [];

    /// <inheritdoc/>
    public override HyperparameterSet With(string name, double value) =>
        throw new MakemoreException($"There is no hyperparameter '{name}': a counted model has none.");
}
