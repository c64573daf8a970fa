using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Torch;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Models;

/// <summary>The network of part 3 of the lectures, written by hand as the compiler would write it.</summary>
public sealed class BatchNormExperiment(ExperimentSpec spec)
    : TorchExperiment<BatchNormExperiment.Hyperparameters>
{
    public override ExperimentSpec Spec => spec;

    public override ModelSource Model { get; } = new ModelSource.Preset("mlp-batchnorm");

    public override ImmutableArray<string> GeneratedFiles => ["BatchNormExperiment.cs"];

    protected override TorchNetwork CreateNetwork(Hyperparameters hyperparameters, TorchParameters parameters) =>
        new Network(hyperparameters, parameters);

    public sealed record Hyperparameters : HyperparameterSet
    {
        public int Embedding { get; init; } = 10;

        public int Hidden { get; init; } = 200;

        public override ImmutableArray<Hyperparameter> List() =>
            [new("embedding", Embedding, IsInteger: true), new("hidden", Hidden, IsInteger: true)];

        public override HyperparameterSet With(string name, double value) =>
            name == "hidden" ? this with { Hidden = (int)value } : this with { Embedding = (int)value };
    }

    private sealed class Network(Hyperparameters sizes, TorchParameters parameters) : TorchNetwork(parameters)
    {
        private readonly long width = parameters.Context * sizes.Embedding;
        private readonly Tensor table =
            parameters.Weight("embed.weight", Initializer.Normal(), parameters.Vocabulary, sizes.Embedding);

        private readonly Tensor weight1 = parameters.Weight(
            "linear.weight", Initializer.Kaiming(5.0 / 3), parameters.Context * sizes.Embedding, sizes.Hidden);

        private readonly Tensor weight2 =
            parameters.Weight("linear2.weight", Initializer.Normal(0.01), sizes.Hidden, parameters.Vocabulary);

        private readonly Tensor bias2 = parameters.Bias("linear2.bias", Initializer.Normal(0), parameters.Vocabulary);
        private readonly Tensor gain = parameters.Bias("batchnorm.gain", Initializer.Ones, 1, sizes.Hidden);
        private readonly Tensor shift = parameters.Bias("batchnorm.shift", Initializer.Zeros, 1, sizes.Hidden);
        private readonly Tensor runningMean = parameters.Statistic("batchnorm.mean", 0, 1, sizes.Hidden);
        private readonly Tensor runningDeviation = parameters.Statistic("batchnorm.deviation", 1, 1, sizes.Hidden);

        public override bool IsWindowed => true;

        public override Tensor Forward(Tensor tokens)
        {
            var embedded = table.index_select(0, tokens.view(-1)).view(-1, width);
            var activations = embedded.mm(weight1);
            var (mean, deviation) = Statistics(activations);
            var normalized = gain * (activations - mean) / deviation + shift;
            return normalized.tanh().mm(weight2) + bias2;
        }

        private (Tensor Mean, Tensor Deviation) Statistics(Tensor input)
        {
            if (!IsTraining)
            {
                return (runningMean, runningDeviation);
            }

            var mean = input.mean([0], keepdim: true);
            var deviation = input.std(0, unbiased: true, keepdim: true);
            using (no_grad())
            {
                runningMean.mul_(0.999).add_(mean, alpha: 0.001);
                runningDeviation.mul_(0.999).add_(deviation, alpha: 0.001);
            }

            return (mean, deviation);
        }
    }
}
