using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>Each operation and each model on the simd backend against the torch backend: loss, all derivatives, statistics.</summary>
[NeedsTorch]
public sealed class SimdTests
{
    private const int BatchSize = 3;
    private const int VocabularySize = 5;

    private static readonly ImmutableSortedDictionary<string, string> Specs = LoweringTests.AllSpecs
        .Where(spec => !spec.Value.Contains("activation = ", StringComparison.Ordinal)).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly Lazy<ImmutableDictionary<string, Experiment>> Experiments = new(Load);

    public static TheoryData<string> Names => [.. Specs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_training_equals_that_of_torch(string name)
    {
        var (torch, simd) = (Model(name, "torch"), Model(name, "simd"));
        using (torch)
        using (simd)
        {
            var batch = BatchOf(torch);
            AssertEqual("initial", torch.State(), simd.State(), 1e-6);
            for (var step = 0; step < 2; step++)
            {
                var (before, simdBefore) = (torch.State(), simd.State());
                var (expected, actual) = (torch.Step(batch, 0.5, wantsLoss: true), simd.Step(batch, 0.5, wantsLoss: true));
                Assert.Equal(expected.Loss, actual.Loss, 1e-4 * Math.Max(1, Math.Abs(expected.Loss)));
                AssertEqual($"step {step}", Difference(before, torch.State()), Difference(simdBefore, simd.State()), 1e-4);
                simd.Load(torch.State());
            }
        }
    }

    private static ITrainableModel Model(string name, string backend)
    {
        var experiment = Experiments.Value[$"{backend}/{name}"];
        var spec = experiment.Spec with { Training = experiment.Spec.Training with { Optimizer = new() { Type = OptimizerType.Sgd } } };
        return (ITrainableModel)experiment.CreateModel(spec, experiment.DefaultHyperparameters, VocabularySize, 0, new TorchGenerator(7));
    }

    private static Batch BatchOf(ITrainableModel model)
    {
        var generator = new TorchGenerator(11);
        var time = model.IsWindowed ? model.Context : Math.Max(2, model.Context - 1);
        var (inputs, targets) = (new long[BatchSize * time], new long[model.IsWindowed ? BatchSize : BatchSize * time]);
        generator.FillIntegers(inputs, VocabularySize);
        generator.FillIntegers(targets, VocabularySize);
        if (!model.IsWindowed)
        {
            targets[time - 1] = -1;
        }

        return new(inputs, targets, BatchSize, time);
    }

    private static IReadOnlyList<NamedTensor> Difference(IReadOnlyList<NamedTensor> before, IReadOnlyList<NamedTensor> after) =>
        [.. before.Zip(after, (first, second) =>
        {
            var values = second.Values<float>().ToArray();
            var old = first.Values<float>();
            for (var index = 0; index < values.Length; index++)
            {
                values[index] -= old[index];
            }

            return NamedTensor.Of(first.Name, first.Shape.AsSpan(), values);
        })];

    private static void AssertEqual(string what, IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> actual, double tolerance)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), actual.Select(tensor => tensor.Name));
        // Relative to the largest of the model: where a derivative is 0 but for rounding, both have rounding alone.
        var largest = expected.SelectMany(tensor => tensor.Values<float>().ToArray()).Select(MathF.Abs).Append(1e-6f).Max();
        var wrong = new List<string>();
        foreach (var (one, other) in expected.Zip(actual))
        {
            var values = one.Values<float>();
            var others = other.Values<float>();
            Assert.Equal(one.Shape, other.Shape);
            for (var index = 0; index < values.Length; index++)
            {
                if (!(Math.Abs(values[index] - others[index]) <= tolerance * largest))
                {
                    wrong.Add($"{what}: {one.Name}[{index}] is {others[index]}, not {values[index]}");
                    break;
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string WithBackend(string spec, string backend)
    {
        var line = spec.Split('\n').FirstOrDefault(line => line.StartsWith("training:", StringComparison.Ordinal));
        return line is null ? $"{spec.TrimEnd()}\ntraining: {{ backend: {backend} }}\n"
            : line.Contains('{', StringComparison.Ordinal) ? spec.Replace(line, line.Replace("{", $"{{ backend: {backend},", StringComparison.Ordinal), StringComparison.Ordinal)
            : spec.Replace(line, $"{line}\n  backend: {backend}", StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, Experiment> Load()
    {
        var files = Specs.SelectMany(spec => new[] { "torch", "simd" }.Select(backend => ($"{backend}/{spec.Key}.yaml", WithBackend(spec.Value, backend))));
        return LoweringTests.Compiled([.. files, ("torch/bigram.yaml", LoweringTests.AllSpecs["makemore/bigram"]), ("simd/bigram.yaml", WithBackend(LoweringTests.AllSpecs["makemore/bigram"], "simd"))]);
    }
}
