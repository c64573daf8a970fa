using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Torch;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch;

/// <summary>A small network with a weight and a bias: of the last token alone, or behind each token of a sequence.</summary>
internal sealed class LinearNetwork(TorchParameters parameters, bool isWindowed, double scale = 1) : TorchNetwork(parameters)
{
    private readonly Tensor weight =
        parameters.Weight("linear.weight", Initializer.Normal(scale), parameters.Vocabulary, parameters.Vocabulary);

    private readonly Tensor bias = parameters.Bias("linear.bias", Initializer.Normal(scale), parameters.Vocabulary);

    public override bool IsWindowed => isWindowed;

    public override Tensor Forward(Tensor tokens)
    {
        if (IsWindowed)
        {
            return weight.index_select(0, tokens.select(1, Context - 1)) + bias;
        }

        return weight.index_select(0, tokens.reshape(-1)).view(tokens.shape[0], tokens.shape[1], Vocabulary) + bias;
    }
}

/// <summary>An experiment on a <see cref="LinearNetwork"/>.</summary>
internal sealed class LinearExperiment(ExperimentSpec spec, bool isWindowed = true, double scale = 1)
    : TorchExperiment<LinearExperiment.None>
{
    public override ExperimentSpec Spec => spec;

    public override ModelSource Model { get; } = new ModelSource.Program("tokens |> linear");

    public override ImmutableArray<string> GeneratedFiles => ["LinearExperiment.cs"];

    protected override TorchNetwork CreateNetwork(None hyperparameters, TorchParameters parameters) =>
        new LinearNetwork(parameters, isWindowed, scale);

    public sealed record None : HyperparameterSet
    {
        public override ImmutableArray<Hyperparameter> List() => [];

        public override HyperparameterSet With(string name, double value) => this;
    }
}
