using System.Globalization;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;

namespace Makemore.Benchmarks;

/// <summary>One spec of this project on both backends, with the data that it names.</summary>
internal static class BackendComparison
{
    /// <summary>A spec's experiment on the simd backend and on the torch backend.</summary>
    public static (Experiment Simd, Experiment Torch) Find(string name) => (Named($"Steps/simd/{name}"), Named($"Steps/{name}"));

    /// <summary>Its model with its initial weights, and another context than the spec's where one is given.</summary>
    public static ITrainableModel Create(Experiment experiment, Runtime.Batches.TokenizedCorpus corpus, int? context = null) => (ITrainableModel)experiment.CreateModel(
        experiment.Spec with { Context = context ?? experiment.Spec.Context }, experiment.DefaultHyperparameters, corpus.Tokenizer.VocabularySize, corpus.Tokenizer.Boundary,
        new TorchGenerator(experiment.Spec.Training.Seed));

    /// <summary>Measures both in pairs and prints it.</summary>
    public static void Print(TextWriter output, string what, Action simd, Action torch)
    {
        var rounds = StepRounds.Run(StepRounds.Of(simd), StepRounds.Of(torch));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-48} simd {StepRounds.Median(rounds, round => round[0]) / 1e3,9:0.00} ms, torch {StepRounds.Median(rounds, round => round[1]) / 1e3,9:0.00} ms; torch / simd {StepRounds.Median(rounds, round => round[1] / round[0]):0.00}"));
    }

    private static Experiment Named(string name) => Experiments.All.Single(experiment => experiment.Spec.Name == name);
}
