using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>Specs that are compiled for the torch backend and for the simd backend, to hold the one against the other.</summary>
/// <param name="specs">The texts by their names.</param>
internal sealed class BackendSpecs(IEnumerable<KeyValuePair<string, string>> specs)
{
    private readonly ImmutableDictionary<string, Experiment> experiments = LoweringTests.Compiled(
        [.. specs.SelectMany(spec => new[] { "torch", "simd" }.Select(backend => ($"{backend}/{spec.Key}.yaml", With(spec.Value, backend))))]);

    /// <summary>A spec's model on both backends, each with a generator of its own from the same seed.</summary>
    /// <param name="name">The name of the spec.</param>
    /// <param name="change">Changes its settings.</param>
    /// <param name="words">The words of hyperparameters that are not at their default.</param>
    public BackendPair Pair(
        string name, Func<ExperimentSpec, ExperimentSpec> change, params IReadOnlyList<(string Name, ActivationFunction Function)> words) =>
        new(Model($"torch/{name}", change, words), Model($"simd/{name}", change, words));

    /// <summary>A spec with plain descent along the derivatives, so that a step shows them.</summary>
    public static ExperimentSpec Plain(ExperimentSpec spec) => spec with { Training = spec.Training with { Optimizer = new() { Type = OptimizerType.Sgd } } };

    /// <summary>A spec with a backend.</summary>
    public static string With(string spec, string backend)
    {
        var line = spec.Split('\n').FirstOrDefault(line => line.StartsWith("training:", StringComparison.Ordinal));
        if (spec.Contains("backend: ", StringComparison.Ordinal))
        {
            return spec.Replace("backend: torch", $"backend: {backend}", StringComparison.Ordinal);
        }

        return line is null ? $"{spec.TrimEnd()}\ntraining: {{ backend: {backend} }}\n"
            : line.Contains('{', StringComparison.Ordinal) ? spec.Replace(line, line.Insert(line.IndexOf('{', StringComparison.Ordinal) + 1, $" backend: {backend},"), StringComparison.Ordinal)
            : spec.Replace(line, $"{line}\n  backend: {backend}", StringComparison.Ordinal);
    }

    private ITrainableModel Model(
        string name, Func<ExperimentSpec, ExperimentSpec> change, IReadOnlyList<(string Name, ActivationFunction Function)> words)
    {
        var experiment = experiments[name];
        var hyperparameters = words.Aggregate(experiment.DefaultHyperparameters, (set, word) => set.With(word.Name, word.Function));
        return (ITrainableModel)experiment.CreateModel(
            change(experiment.Spec), hyperparameters, BackendPair.VocabularySize, boundary: 0, new TorchGenerator(7));
    }
}
