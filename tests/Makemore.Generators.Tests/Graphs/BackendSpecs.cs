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
    public BackendPair Pair(string name, Func<ExperimentSpec, ExperimentSpec> change) => new(Model($"torch/{name}", change), Model($"simd/{name}", change));

    /// <summary>A spec with plain descent along the derivatives, so that a step shows them.</summary>
    public static ExperimentSpec Plain(ExperimentSpec spec) => spec with { Training = spec.Training with { Optimizer = new() { Type = OptimizerType.Sgd } } };

    /// <summary>A spec with a backend.</summary>
    public static string With(string spec, string backend)
    {
        var line = spec.Split('\n').FirstOrDefault(line => line.StartsWith("training:", StringComparison.Ordinal));
        return line is null ? $"{spec.TrimEnd()}\ntraining: {{ backend: {backend} }}\n"
            : line.Contains('{', StringComparison.Ordinal) ? spec.Replace(line, line.Insert(line.IndexOf('{', StringComparison.Ordinal) + 1, $" backend: {backend},"), StringComparison.Ordinal)
            : spec.Replace(line, $"{line}\n  backend: {backend}", StringComparison.Ordinal);
    }

    /// <summary>A program that is drawn, without words: one that is chosen when the program runs is not compiled for simd yet.</summary>
    public static string WithoutWords(string program) => program
        .Replace("let activation = gelu", "let activation x = gelu x", StringComparison.Ordinal)
        .Replace("let gate = sigmoid", "let gate x = sigmoid x", StringComparison.Ordinal);

    private ITrainableModel Model(string name, Func<ExperimentSpec, ExperimentSpec> change)
    {
        var experiment = experiments[name];
        return (ITrainableModel)experiment.CreateModel(
            change(experiment.Spec), experiment.DefaultHyperparameters, BackendPair.VocabularySize, boundary: 0, new TorchGenerator(7));
    }
}
