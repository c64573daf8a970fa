using Makemore.Runtime.Numerics;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Xunit;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>
/// Layers against modules of PyTorch that have the same form, and what batch normalization keeps from step to step.
/// </summary>
[Collection(DefaultNumberType.Name)]
[NeedsTorch]
public sealed class ModuleTests
{
    private const int Features = 6;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Running_statistics_over_steps_equal_those_of_BatchNorm1d(bool hasTime)
    {
        using var scope = NewDisposeScope();
        using var module = nn.BatchNorm1d(Features, eps: 1e-3, momentum: 0.2);
        var (gain, shift, mean, variance) = (ones(Features), zeros(Features), zeros(Features), ones(Features));
        foreach (var x in Steps(hasTime))
        {
            var expected = module.forward(hasTime ? x.transpose(1, 2) : x);
            var actual = BatchNorm(x, isTraining: true);
            AssertClose(hasTime ? expected.transpose(1, 2) : expected, actual);
        }

        AssertClose(module.running_mean!, mean);
        AssertClose(module.running_var!, variance);
        module.eval();
        var last = Steps(hasTime: false)[0];
        AssertClose(module.forward(last), BatchNorm(last, isTraining: false));

        Tensor BatchNorm(Tensor x, bool isTraining) => TorchLayers.BatchNorm(
            x, gain, shift, mean, variance, isTraining, epsilon: 1e-3, momentum: 0.2, keepsDeviation: false, isUnbiased: false);
    }

    [Fact]
    public void What_fills_a_batch_up_has_no_part_in_its_statistics()
    {
        using var scope = NewDisposeScope();
        var x = Steps(hasTime: true)[0];
        var places = ones(x.shape[0], x.shape[1], dtype: ScalarType.Bool);
        places[0, 1] = tensor(false);
        var (mean, variance, otherMean, otherVariance) = (zeros(Features), ones(Features), zeros(Features), ones(Features));

        var expected = Normalize(x[places], mean, variance, null);
        var actual = Normalize(x, otherMean, otherVariance, places);

        AssertClose(expected, actual[places]);
        AssertClose(mean, otherMean);
        AssertClose(variance, otherVariance);

        static Tensor Normalize(Tensor x, Tensor mean, Tensor variance, Tensor? places) => TorchLayers.BatchNorm(
            x, ones(Features), zeros(Features), mean, variance, isTraining: true, epsilon: 1e-3, momentum: 0.2,
            keepsDeviation: false, isUnbiased: false, places);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 0.1)]
    public void A_running_deviation_moves_by_the_momentum_to_that_of_each_batch(bool hasTime, double epsilon)
    {
        using var scope = NewDisposeScope();
        var (gain, shift, mean, deviation) = (ones(Features), zeros(Features), zeros(Features), ones(Features));
        var (expectedMean, expectedDeviation) = (zeros(Features), ones(Features));
        foreach (var x in Steps(hasTime))
        {
            TorchLayers.BatchNorm(
                x, gain, shift, mean, deviation, isTraining: true, epsilon, momentum: 0.001, keepsDeviation: true,
                    isUnbiased: true);
            var rows = x.reshape(-1, Features);
            expectedMean = (0.999 * expectedMean) + (0.001 * rows.mean([0]));
            expectedDeviation = (0.999 * expectedDeviation) + (0.001 * rows.std(0, unbiased: true));
        }

        AssertClose(expectedMean, mean);
        AssertClose(expectedDeviation, deviation);
    }

    [Fact]
    public void An_lstm_equals_PyTorchs_module()
    {
        using var scope = NewDisposeScope();
        const int units = 7;
        using var module = nn.LSTM(Features, units, batchFirst: true);
        var parameters = module.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter);
        // In PyTorch's order: input, forget, candidate, output.
        var weights = cat([parameters["weight_ih_l0"], parameters["weight_hh_l0"]], 1).t().chunk(4, 1);
        var biases = (parameters["bias_ih_l0"] + parameters["bias_hh_l0"]).chunk(4, 0);
        var x = Steps(hasTime: true)[0];

        var expected = module.forward(x).Item1;
        var actual = TorchLayers.Lstm(
            x, zeros(units), zeros(units), weights[0], biases[0], weights[1], biases[1], weights[3], biases[3],
                weights[2], biases[2]);

        AssertClose(expected, actual);
    }

    private static Tensor[] Steps(bool hasTime)
    {
        var generator = new TorchGenerator(3);
        return [.. Enumerable.Range(0, 5).Select(step =>
        {
            long[] shape = hasTime ? [4, 3, Features] : [12, Features];
            var values = new float[12 * Features];
            generator.FillNormal(values);
            return tensor(values, shape) * (step + 1) + step;
        })];
    }

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.True(expected.allclose(actual, rtol: 1e-5, atol: 1e-6),
            $"differs by up to {(expected - actual).abs().max().item<float>()}");
}
