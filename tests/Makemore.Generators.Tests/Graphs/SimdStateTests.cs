using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>A model that one backend has begun to train is trained on by the other.</summary>
[NeedsTorch]
public sealed class SimdStateTests
{
    private const int Steps = 5;
    private const double LearningRate = 0.02;

    // Adam divides a derivative by its size: one that is 0 but for rounding must stay small beside this.
    private const double Epsilon = 1e-3;

    private static readonly Lazy<BackendSpecs> Compiled = new(() => new(new Dictionary<string, string>
    {
        ["batchnorm"] = "context: 3\nmodel: { type: mlp-batchnorm, embedding: 6, hidden: 20 }\n",
        ["transformer"] = "context: 6\nmodel: { type: transformer, width: 8, heads: 2, layers: 2 }\n",
        ["gru"] = "context: 6\nmodel: { type: gru, embedding: 8, hidden: 8 }\n",
    }));

    public static TheoryData<string, OptimizerType, bool> Cases => new(
        from model in new[] { "batchnorm", "transformer", "gru" }
        from optimizer in new[] { OptimizerType.Adamw, OptimizerType.Momentum }
        from isSimdFirst in new[] { true, false }
        select (model, optimizer, isSimdFirst));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_goes_on_in_the_other_backend_with_the_same_losses(string model, OptimizerType optimizer, bool isSimdFirst)
    {
        using var pair = Compiled.Value.Pair(
            model, spec => spec with { Training = spec.Training with { Optimizer = new() { Type = optimizer, Epsilon = Epsilon } } });
        var (first, second) = isSimdFirst ? (pair.Simd, pair.Torch) : (pair.Torch, pair.Simd);
        Train(pair, first);
        // As a checkpoint keeps them.
        second.Load(Kept(first.State()));
        second.LoadOptimizer(Kept(first.OptimizerState()));

        var (expected, actual) = (Train(pair, first), Train(pair, second));
        Assert.NotEqual(expected[0], expected[^1], 1e-3);
        Assert.All(expected.Zip(actual), losses => BackendPair.AssertClose(losses.First, losses.Second, 1e-4, "a loss"));
        BackendPair.AssertClose(first.State(), second.State(), 1e-4, "the end");
    }

    private static double[] Train(BackendPair pair, ITrainableModel model) =>
        [.. Enumerable.Range(0, Steps).Select(step => model.Step(pair.BatchOf(seed: step), LearningRate, wantsLoss: true).Loss)];

    private static IReadOnlyList<NamedTensor> Kept(IReadOnlyList<NamedTensor> tensors) =>
        Safetensors.Parse(Safetensors.ToBytes(tensors, ImmutableSortedDictionary<string, string>.Empty), "checkpoint").Tensors;
}
