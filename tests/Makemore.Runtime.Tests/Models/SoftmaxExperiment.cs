using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Tests.Models;

/// <summary>A neural bigram in plain C#, with momentum and noise, so that every part of a checkpoint matters.</summary>
internal sealed class SoftmaxExperiment(ExperimentSpec spec, string networkHash = "", int version = 1) : Experiment
{
    public override ExperimentSpec Spec => spec;

    public override ModelSource Model { get; } = new ModelSource.Preset("bigram");

    public override BackendNumerics Numerics { get; } = new("test", version);

    public override string NetworkHash => networkHash;

    public override ImmutableArray<string> GeneratedFiles => ["SoftmaxExperiment.cs"];

    public override HyperparameterSet DefaultHyperparameters => NoHyperparameters.Value;

    public override ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator) =>
        new SoftmaxModel(vocabulary, generator);
}

/// <summary>Logits are the row of a matrix; each step adds noise to them, as dropout would.</summary>
internal sealed class SoftmaxModel : ITrainableModel
{
    private readonly TorchGenerator generator;
    private readonly float[] weights;
    private readonly float[] momentum;

    public SoftmaxModel(int vocabulary, TorchGenerator generator)
    {
        this.generator = generator;
        Vocabulary = vocabulary;
        weights = new float[vocabulary * vocabulary];
        momentum = new float[weights.Length];
        generator.FillNormal(weights);
    }

    public int Vocabulary { get; }

    public int Context => 1;

    public long ParameterCount => weights.Length;

    public bool IsWindowed => true;

    private ReadOnlySpan<long> Shape => new long[] { Vocabulary, Vocabulary };

    public StepLoss Step(Batch batch, double learningRate, bool wantsLoss)
    {
        var loss = 0.0;
        var logProbabilities = new float[Vocabulary];
        for (var example = 0; example < batch.Size; example++)
        {
            var row = (int)batch.Inputs[example];
            var target = (int)batch.Targets[example];
            LogProbabilities([row], 1, logProbabilities);
            loss -= logProbabilities[target] / batch.Size;
            for (var token = 0; token < Vocabulary; token++)
            {
                var gradient = MathF.Exp(logProbabilities[token]) - (token == target ? 1 : 0) + (0.01f * generator.NextFloat());
                ref var velocity = ref momentum[(row * Vocabulary) + token];
                velocity = (0.9f * velocity) + gradient;
                weights[(row * Vocabulary) + token] -= (float)learningRate * velocity / batch.Size;
            }
        }

        return new(loss, 0);
    }

    public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
    {
        for (var i = 0; i < contexts.Length; i++)
        {
            var logits = weights.AsSpan(contexts[i] * Vocabulary, Vocabulary);
            var sum = 0.0;
            foreach (var logit in logits)
            {
                sum += Math.Exp(logit);
            }

            for (var token = 0; token < Vocabulary; token++)
            {
                logProbabilities[(i * Vocabulary) + token] = (float)(logits[token] - Math.Log(sum));
            }
        }
    }

    public double Loss(TokenSequences tokens, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var all = new Windows(tokens, 1).All();
        var logProbabilities = new float[all.Size * Vocabulary];
        LogProbabilities([.. all.Inputs.Select(token => (int)token)], 1, logProbabilities);
        return -Enumerable.Range(0, all.Size).Average(i => (double)logProbabilities[(i * Vocabulary) + all.Targets[i]]);
    }

    public IReadOnlyList<NamedTensor> State() => [NamedTensor.Of("weight", Shape, weights.AsSpan())];

    public void Load(IReadOnlyList<NamedTensor> state) => state.Single().Values<float>().CopyTo(weights);

    public IReadOnlyList<NamedTensor> OptimizerState() => [NamedTensor.Of("momentum", Shape, momentum.AsSpan())];

    public void LoadOptimizer(IReadOnlyList<NamedTensor> state) => state.Single().Values<float>().CopyTo(momentum);

    public void Dispose()
    {
    }
}
