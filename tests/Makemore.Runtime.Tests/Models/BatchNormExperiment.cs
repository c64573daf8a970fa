using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Torch;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Models;

/// <summary>The network of part 3 of the lectures, written by hand as the compiler would write it.</summary>
public sealed class BatchNormExperiment(ExperimentSpec spec, int embedding = 10, int hidden = 200)
    : TorchExperiment<BatchNormExperiment.Hyperparameters>
{
    public override ExperimentSpec Spec => spec;

    public override string CanonicalSpec => $"{spec.Name}: {spec.Training.Steps} {spec.Training.Batch} {spec.Training.Seed}\n";

    public override string GeneratedFile => "BatchNormExperiment.cs";

    public override Hyperparameters Defaults => new(embedding, hidden);

    protected override TorchNetwork CreateNetwork(
        Hyperparameters hyperparameters, int context, int vocabulary, TorchGenerator generator) =>
        new Network(hyperparameters, context, vocabulary, generator);

    public sealed record Hyperparameters(int Embedding, int Hidden) : HyperparameterSet
    {
        public override ImmutableArray<Hyperparameter> List() =>
            [new("embedding", Embedding, IsInteger: true), new("hidden", Hidden, IsInteger: true)];

        public override HyperparameterSet With(string name, double value) =>
            name == "hidden" ? this with { Hidden = (int)value } : this with { Embedding = (int)value };
    }

    private sealed class Network : TorchNetwork
    {
        private readonly long width;
        private readonly Tensor table;
        private readonly Tensor weight1;
        private readonly Tensor weight2;
        private readonly Tensor bias2;
        private readonly Tensor gain;
        private readonly Tensor shift;
        private readonly Tensor runningMean;
        private readonly Tensor runningDeviation;

        public Network(Hyperparameters sizes, int context, int vocabulary, TorchGenerator generator)
            : base(context, vocabulary, generator)
        {
            width = context * sizes.Embedding;
            table = Parameter("embed.weight", Initializer.Normal(), isWeight: true, vocabulary, sizes.Embedding);
            weight1 = Parameter("linear1.weight", Initializer.Kaiming(5.0 / 3), isWeight: true, width, sizes.Hidden);
            weight2 = Parameter("linear2.weight", Initializer.Normal(0.01), isWeight: true, sizes.Hidden, vocabulary);
            bias2 = Parameter("linear2.bias", Initializer.Normal(0), isWeight: false, vocabulary);
            gain = Parameter("batchnorm.gain", Initializer.Ones, isWeight: false, 1, sizes.Hidden);
            shift = Parameter("batchnorm.shift", Initializer.Zeros, isWeight: false, 1, sizes.Hidden);
            runningMean = Buffer("batchnorm.mean", 0, 1, sizes.Hidden);
            runningDeviation = Buffer("batchnorm.deviation", 1, 1, sizes.Hidden);
        }

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
