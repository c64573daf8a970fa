using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Diagnostics;

public sealed class LayerObservationTests
{
    [Fact]
    public void Mean_and_deviation_are_those_of_torch()
    {
        // torch.tensor([0.1, 0.4, -0.2, 0.9]).mean(), .std()
        var values = Observe(ActivationFunction.Tanh, 2, 0.1f, 0.4f, -0.2f, 0.9f).Values;

        Assert.Equal(0.3, values.Mean, 6);
        Assert.Equal(0.469042, values.Deviation, 6);
    }

    [Theory]
    [InlineData(ActivationFunction.Tanh, new[] { 0.98f, 0.1f, -0.99f, 0.97f, 1f, 0.2f }, 0.5, 1)]
    [InlineData(ActivationFunction.Sigmoid, new[] { 0.01f, 0.5f, 0.99f, 0.9f }, 0.5, 1)]
    [InlineData(ActivationFunction.Relu, new[] { 0f, 0f, 0f, 2f }, 0.75, 1)]
    public void Flat_outputs_and_dead_units_are_counted(ActivationFunction function, float[] values, double share, int dead)
    {
        var layer = Observe(function, 2, values);

        Assert.Equal((share, dead), (layer.Saturation, layer.DeadUnits));
    }

    [Fact]
    public void A_function_without_a_flat_part_has_no_saturation() =>
        Assert.Null(Observe(ActivationFunction.Gelu, 1, 0, 1, 2).Saturation);

    [Fact]
    public void A_histogram_counts_each_number_once_and_the_range_of_a_tanh_is_fixed()
    {
        var histogram = Observe(ActivationFunction.Tanh, 1, -1, -0.999f, 0, 1).Values.Histogram;

        Assert.Equal((-1, 1, Histogram.Bins), (histogram.From, histogram.To, histogram.Counts.Length));
        Assert.Equal((2, 1, 1), (histogram.Counts[0], histogram.Counts[25], histogram.Counts[^1]));
        Assert.Equal(4, histogram.Counts.Sum());
    }

    [Fact]
    public void An_update_is_what_the_step_has_added()
    {
        var parameter = ParameterObservation.Of("weight", [2, 2], [1, 2, 3, 4], [1.001f, 2.002f, 3.003f, 4.004f], [1, 1, 1, 2]);

        Assert.Equal(-3, parameter.Update!.Value, 3);
        Assert.Equal(parameter.Gradient.Deviation / parameter.Deviation, parameter.GradientToData);
    }

    [Fact]
    public void What_has_no_deviation_or_does_not_move_has_no_update()
    {
        Assert.Null(ParameterObservation.Of("zeros", [1, 2], [0, 0], [1, 2], [1, 2]).Update);
        Assert.Null(ParameterObservation.Of("still", [1, 2], [1, 2], [1, 2], [0, 0]).Update);
    }

    private static LayerObservation Observe(ActivationFunction function, int units, params float[] values) =>
        LayerObservation.Of("layer", function, units, values, values);
}
