using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Diagnostics;

public sealed class DiagnosisTests
{
    private static readonly Observation Start = Sample.Observation(0);
    private static readonly Observation Later = Sample.Observation(1000);

    [Fact]
    public void A_network_that_is_as_it_should_be_has_no_findings()
    {
        Assert.Empty(Diagnosis.Of([Start, Later]));
        Assert.Empty(Diagnosis.Of([]));
    }

    [Fact]
    public void A_first_loss_far_above_an_even_guess_is_found()
    {
        var finding = Assert.Single(Diagnosis.Of([Start with { Loss = 27 }, Later]));

        Assert.Equal(FindingKind.ConfidentStart, finding.Kind);
        Assert.StartsWith("the first loss is 27.00, and an even guess has ln 27 = 3.30: ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saturated_layer_is_named_with_its_place_and_share()
    {
        var finding = Assert.Single(Diagnosis.Of([With(Start, 1, Sample.Layer("second.tanh", saturation: 0.38))]));

        Assert.Equal("tanh of layer 2 is saturated at 38%: lower its initialization", finding.Message);
        Assert.Equal((FindingKind.Saturated, Severity.Warning, "second.tanh"), (finding.Kind, finding.Severity, finding.Subject));
        Assert.Equal("docs/diagnosing.md#saturated", finding.Page);
    }

    [Fact]
    public void A_layer_that_saturates_while_it_trains_is_found_at_the_end()
    {
        var finding = Assert.Single(Diagnosis.Of([Start, With(Later, 0, Sample.Layer("first.tanh", saturation: 0.5))]));

        Assert.Equal(1000, finding.Step);
        Assert.Contains("is saturated at 50% after 1000 steps", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_from_the_start_is_said_once()
    {
        var wrong = Sample.Layer("first.tanh", saturation: 0.5);

        Assert.Single(Diagnosis.Of([With(Start, 0, wrong), With(Later, 0, wrong)]));
    }

    [Theory]
    [InlineData(ActivationFunction.Tanh, "12 of 100 units that are saturated for every example")]
    [InlineData(ActivationFunction.Relu, "12 of 100 units that are 0 for every example")]
    public void Dead_units_are_counted(ActivationFunction function, string text)
    {
        var finding = Assert.Single(Diagnosis.Of([With(Start, 0, Sample.Layer("first", function, dead: 12))]));

        Assert.Equal(FindingKind.DeadUnits, finding.Kind);
        Assert.Contains(text, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, FindingKind.ShrinkingActivations)]
    [InlineData(1.3, FindingKind.GrowingActivations)]
    public void Outputs_that_change_from_layer_to_layer_are_found(double last, FindingKind kind)
    {
        var finding = Assert.Single(Diagnosis.Of([With(Start, 2, Sample.Layer("third.tanh", deviation: last))]));

        Assert.Equal((kind, "third.tanh"), (finding.Kind, finding.Subject));
    }

    [Fact]
    public void Gradients_that_differ_between_layers_are_found()
    {
        var finding = Assert.Single(Diagnosis.Of([With(Start, 0, Sample.Layer("first.tanh", gradient: 0.0001))]));

        Assert.Equal(FindingKind.UnevenGradients, finding.Kind);
        Assert.Contains("shrink on the way back, from a deviation of 3.0e-3 in the last layer to 1.0e-4 in the first", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1.2, FindingKind.LargeUpdates)]
    [InlineData(-5.1, FindingKind.SmallUpdates)]
    public void Updates_that_are_too_large_or_too_small_are_found(double update, FindingKind kind)
    {
        var finding = Assert.Single(Diagnosis.Of([Start, Later with { Parameters = [Sample.Parameter("weight", update: update)] }]));

        Assert.Equal(kind, finding.Kind);
        Assert.Contains(FormattableString.Invariant($"by 10^{update:0.0} of their deviation"), finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_updates_of_a_rate_that_a_schedule_has_lowered_are_no_finding()
    {
        var lowered = Sample.Observation(2000, rate: 0.001) with { Parameters = [Sample.Parameter("weight", update: -5)] };

        Assert.Empty(Diagnosis.Of([Start, Later, lowered]));
    }

    [Fact]
    public void A_matrix_with_other_updates_than_most_is_found()
    {
        var finding = Assert.Single(Diagnosis.Of([Start, Later with { Parameters = [.. Later.Parameters.Take(2), Sample.Parameter("third.weight", update: -1.4)] }]));

        Assert.Equal((FindingKind.UnevenUpdates, "third.weight", Severity.Note), (finding.Kind, finding.Subject, finding.Severity));
    }

    [Fact]
    public void A_matrix_with_a_steep_start_is_a_note()
    {
        var finding = Assert.Single(Diagnosis.Of([Start with { Parameters = [.. Start.Parameters.Take(2), Sample.Parameter("third.weight", gradient: 0.02)] }]));

        Assert.Equal((FindingKind.SteepMatrix, "third.weight", Severity.Note), (finding.Kind, finding.Subject, finding.Severity));
    }

    private static Observation With(Observation observation, int index, LayerObservation layer) =>
        observation with { Layers = observation.Layers.SetItem(index, layer) };
}
