using System.Collections.Immutable;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Models;

/// <summary>An experiment as the compiler makes it from a spec: what to run, and the model to run it on.</summary>
public abstract class Experiment : IPlan
{
    /// <summary>What a run is asked to do.</summary>
    public abstract ExperimentSpec Spec { get; }

    /// <summary>The path of the spec below the project without its ending, such as <c>lectures/part2-mlp</c>.</summary>
    public string Name => Spec.Name;

    /// <summary>The model as the spec gives it.</summary>
    public abstract ModelSource Model { get; }

    /// <summary>The numbers that the backend computes.</summary>
    public abstract BackendNumerics Numerics { get; }

    /// <summary>The operation for which the compiler chose libtorch, where it had the choice; null where there is none.</summary>
    public virtual string? MissingOnSimd => null;

    /// <summary>Whether its model is compiled with what diagnostics take.</summary>
    public virtual bool IsObservable => false;

    /// <summary>The names of the files with the generated code, the one for the reader first; without what looks into the network.</summary>
    public abstract ImmutableArray<string> GeneratedFiles { get; }

    /// <summary>The hash of the generated network, whatever the values of its hyperparameters; empty where there is none.</summary>
    public virtual string NetworkHash => "";

    /// <summary>The hyperparameters that the spec gives.</summary>
    public abstract HyperparameterSet DefaultHyperparameters { get; }

    /// <summary>Makes the model with its initial weights.</summary>
    /// <param name="spec">The settings, which may differ from <see cref="Spec"/> by overrides.</param>
    /// <param name="hyperparameters">The hyperparameters, of the type of <see cref="DefaultHyperparameters"/>.</param>
    /// <param name="vocabulary">The number of tokens of the tokenizer.</param>
    /// <param name="boundary">The token before and behind each document, or null for a running text.</param>
    /// <param name="generator">Draws the initial weights, in the order of the program, and later the masks of dropout.</param>
    /// <returns>An <see cref="ITrainableModel"/>, or an <see cref="Ngram.NgramModel"/> that counts.</returns>
    /// <exception cref="MakemoreException">The overrides do not fit the model.</exception>
    public abstract ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator);

    /// <summary>The rows of the model's graph, for <c>show</c>; empty for a counted model.</summary>
    public virtual ImmutableArray<GraphRow> Graph(HyperparameterSet hyperparameters, int context, int vocabulary) => [];

    /// <summary>What the compiler has rewritten in the model's graph, for <c>show</c>; null where it leaves the graph to a library.</summary>
    public virtual Rewriting? Rewriting => null;

    /// <summary>Which tensors of a step of training share memory, for <c>show</c>; empty where a library finds memory as it goes.</summary>
    public virtual ImmutableArray<MemorySlot> TrainingMemory(MemorySizes sizes) => [];

    /// <summary>The same of what is computed to measure the model.</summary>
    public virtual ImmutableArray<MemorySlot> EvaluationMemory(MemorySizes sizes) => [];

    /// <summary>
    /// The same of what is computed behind each token of a text that is sampled, after what is kept of the tokens; empty where a text is
    /// computed as a whole for each of them.
    /// </summary>
    public virtual ImmutableArray<MemorySlot> ContinuationMemory(MemorySizes sizes) => [];

    Experiment IPlan.Experiment => this;

    HyperparameterSet IPlan.Hyperparameters => DefaultHyperparameters;

    string? IPlan.Folder => null;
}

/// <summary>An experiment that knows the type of its hyperparameters.</summary>
/// <typeparam name="THyperparameters">The generated record of hyperparameters.</typeparam>
public abstract class Experiment<THyperparameters> : Experiment, IPlan<THyperparameters>
    where THyperparameters : HyperparameterSet
{
    /// <inheritdoc/>
    public abstract override THyperparameters DefaultHyperparameters { get; }

    THyperparameters IPlan<THyperparameters>.Hyperparameters => DefaultHyperparameters;
}

/// <summary>One operation of a model's graph.</summary>
/// <param name="Operation">What it does: <c>linear 200</c>.</param>
/// <param name="Output">The shape that comes out, in symbols: <c>(batch, hidden)</c>.</param>
/// <param name="Sizes">The same shape in numbers; -1 for the batch.</param>
/// <param name="ParameterShapes">The shape of each trained tensor.</param>
public sealed record GraphRow(
    string Operation, string Output, ImmutableArray<long> Sizes, ImmutableArray<ImmutableArray<long>> ParameterShapes)
{
    /// <summary>The layer that it belongs to where it is repeated: <c>blocks</c>; else empty.</summary>
    public string Layer { get; init; } = "";

    /// <summary>How many times it is there.</summary>
    public long Times { get; init; } = 1;

    /// <summary>Whether its trained numbers are looked up by row, instead of being multiplied with.</summary>
    public bool IsLookup { get; init; }

    /// <summary>The number of trained numbers, those of all times together.</summary>
    public long Parameters => Times * ParameterShapes.Sum(shape => shape.Aggregate(1L, (product, size) => product * size));
}
