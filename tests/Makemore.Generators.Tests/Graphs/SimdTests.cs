using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>Each operation and each model on the simd backend against the torch backend: loss, all derivatives, statistics.</summary>
[NeedsTorch]
public sealed class SimdTests
{
    private static readonly Lazy<BackendSpecs> Compiled = new(() => new(LoweringTests.AllSpecs));

    public static TheoryData<string> Names => [.. LoweringTests.AllSpecs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_training_equals_that_of_torch(string name)
    {
        using var pair = Compiled.Value.Pair(name, BackendSpecs.Plain);
        var batch = pair.BatchOf();
        BackendPair.AssertClose(pair.Torch.State(), pair.Simd.State(), 1e-6, "initial");
        for (var step = 0; step < 2; step++)
        {
            pair.AssertSameStep(batch, learningRate: 0.5, tolerance: 1e-4, $"step {step}");
            pair.Simd.Load(pair.Torch.State());
        }

        pair.AssertSameTokenByToken(tolerance: 1e-4);

        // Measured, each row has its place, whatever goes first in a scan.
        var targets = batch.Targets.Length;
        var (expected, actual) = (new double[targets], new double[targets]);
        pair.Torch.TargetLogProbabilities(batch, expected);
        pair.Simd.TargetLogProbabilities(batch, actual);
        Assert.All(expected.Zip(actual).Where((_, place) => batch.Targets[place] >= 0), row => BackendPair.AssertClose(row.First, row.Second, 1e-4, "a measured logarithm"));
    }
}
