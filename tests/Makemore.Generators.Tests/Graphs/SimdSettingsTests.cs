using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>What a spec says of training and of measuring comes to the same on both backends.</summary>
[NeedsTorch]
public sealed class SimdSettingsTests
{
    private const string Windowed = "windowed";
    private const string Sequence = "sequence";

    private static readonly string[] Models = [Windowed, Sequence];

    private static readonly Lazy<BackendSpecs> Compiled = new(() => new(new Dictionary<string, string>
    {
        [Windowed] = "context: 3\nregularization: { dropout: 0.3 }\nmodel: { type: mlp, embedding: 6, hidden: 20 }\n",
        [Sequence] = "context: 6\nregularization: { dropout: 0.3 }\nmodel: { type: transformer, width: 8, heads: 2, layers: 2 }\n",
    }));

    private static readonly Dictionary<string, Func<ExperimentSpec, ExperimentSpec>> Settings = new()
    {
        ["label smoothing"] = spec => spec with { Smoothing = new() { Type = SmoothingType.Label, Amount = 0.2 } },
        ["dropout"] = spec => Regularized(spec, new() { Dropout = 0.3 }),
        ["accumulated batches"] = spec => Trained(spec, training => training with { Accumulate = 2 }),
        ["more accumulated batches than examples"] = spec => Trained(spec, training => training with { Accumulate = 5 }),
        ["dropout of accumulated batches"] = spec => Regularized(Trained(spec, training => training with { Accumulate = 3 }), new() { Dropout = 0.3 }),
        ["l1, sum"] = spec => Regularized(spec, new() { L1 = 0.02, L1Reduction = Reduction.Sum }),
        ["l1, mean"] = spec => Regularized(spec, new() { L1 = 0.5 }),
        ["l2, sum"] = spec => Regularized(spec, new() { L2 = 0.02, L2Reduction = Reduction.Sum }),
        ["l2, mean"] = spec => Regularized(spec, new() { L2 = 0.5 }),
        ["l1 and l2 of accumulated batches"] = spec => Regularized(Trained(spec, training => training with { Accumulate = 2 }), new() { L1 = 0.3, L2 = 0.5 }),
        ["weight decay"] = spec => Regularized(spec, new() { WeightDecay = 0.1 }),
        ["weight decay of weights"] = spec => Regularized(spec, new() { WeightDecay = 0.1, WeightDecayScope = DecayScope.Weights }),
        ["clip"] = spec => Trained(spec, training => training with { Clip = 0.01 }),
        ["adamw with weight decay of weights"] = spec => Regularized(
            Trained(spec, training => training with { Optimizer = new() { Type = OptimizerType.Adamw, Epsilon = 1e-3 } }),
            new() { WeightDecay = 0.1, WeightDecayScope = DecayScope.Weights }),
    };

    public static TheoryData<string, string> Cases => new(from model in Models from setting in Settings.Keys select (model, setting));

    public static TheoryData<string> Names => [.. Models];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_steps_with_a_setting_equal_those_of_torch(string model, string setting)
    {
        using var pair = Compiled.Value.Pair(model, spec => Settings[setting](Undropped(spec)));
        using var plain = Compiled.Value.Pair(model, Undropped);
        var batch = pair.BatchOf();
        pair.AssertSameStep(batch, learningRate: 0.5, tolerance: 1e-4, "step 0");
        // The second goes on from the first, with the next masks of dropout.
        pair.AssertSameStep(batch, learningRate: 0.5, tolerance: 1e-4, "step 1");

        // A setting that nothing reads would agree as well; parts of a batch alone come to the same step.
        plain.Simd.Step(batch, 0.5, wantsLoss: true);
        plain.Simd.Step(batch, 0.5, wantsLoss: true);
        var isEqual = Values(plain.Simd).Zip(Values(pair.Simd)).All(values => Math.Abs(values.First - values.Second) < 1e-4);
        Assert.Equal(setting.Contains("accumulated batches", StringComparison.Ordinal) && !setting.Contains(" of ", StringComparison.Ordinal), isEqual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Measurements_equal_those_of_torch(string model)
    {
        using var pair = Compiled.Value.Pair(model, spec => spec);
        var batch = pair.BatchOf();
        pair.Torch.Step(batch, 0.5, wantsLoss: true);
        pair.Simd.Load(pair.Torch.State());
        var tokens = new TokenSequences([1, 2, 3, 4, 2, 1, 3, 3, 4, 1], [0, 3, 4, 9, 10], boundary: 0);

        var cancellation = TestContext.Current.CancellationToken;
        BackendPair.AssertClose(pair.Torch.Loss(tokens, cancellation), pair.Simd.Loss(tokens, cancellation), 1e-5, "the loss of a split");
        AssertClose(LogProbabilities(pair.Torch, batch), LogProbabilities(pair.Simd, batch), "the logarithm of a probability");
        AssertClose(TargetLogProbabilities(pair.Torch, batch), TargetLogProbabilities(pair.Simd, batch), "that of a target");
    }

    private static ExperimentSpec Undropped(ExperimentSpec spec) => Regularized(spec, new());

    private static ExperimentSpec Regularized(ExperimentSpec spec, RegularizationSpec regularization) => spec with { Regularization = regularization };

    private static ExperimentSpec Trained(ExperimentSpec spec, Func<TrainingSpec, TrainingSpec> change) => spec with { Training = change(spec.Training) };

    private static float[] Values(ITrainableModel model) => [.. model.State().SelectMany(tensor => tensor.Values<float>().ToArray())];

    private static double[] LogProbabilities(ITrainableModel model, Batch batch)
    {
        var values = new float[batch.Size * model.Vocabulary];
        model.LogProbabilities(batch.Inputs.Select(token => (int)token).ToArray(), batch.Length, values);
        return [.. values.Select(value => (double)value)];
    }

    // What stands in the place of an ignored target means nothing.
    private static double[] TargetLogProbabilities(ITrainableModel model, Batch batch)
    {
        var values = new double[batch.Targets.Length];
        model.TargetLogProbabilities(batch, values);
        return [.. values.Zip(batch.Targets).Where(pair => pair.Second >= 0).Select(pair => pair.First)];
    }

    private static void AssertClose(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => BackendPair.AssertClose(pair.First, pair.Second, 1e-5, what));
    }
}
