using System.Globalization;

namespace Makemore.Runtime.Diagnostics;

/// <content>The limits, and the findings about layers.</content>
public static partial class Diagnosis
{
    // The lecture calls 20 % in the first layer and 5 % in the others fine, and 47 % far too much.
    private const double MostSaturated = 0.25;

    // A single unit may be flat for a batch by chance.
    private const double MostDead = 0.05;

    // From the first layer to the last: without gain the lecture's five layers come from 0.62 to 0.32, with it from 0.75 to 0.66.
    private const double LeastShare = 0.6;

    // Gradients change more than outputs do; by so much between the layers they are no longer alike.
    private const double UnevenGradient = 2;

    // Decades: the good ones lie around 10^-3.
    private const double LargestUpdate = -2;
    private const double SmallestUpdate = -4;
    private const double UnevenUpdate = 1;

    private const double Steep = 5;
    private const int FewestLayers = 3;
    private const int FewestMatrices = 3;

    private static IEnumerable<Finding> Layers(Observation observation)
    {
        foreach (var (layer, index) in observation.Layers.Select((layer, index) => (layer, index + 1)))
        {
            if (layer.DeadUnits is { } dead && dead > MostDead * layer.Units)
            {
                yield return new(FindingKind.DeadUnits, Severity.Warning, observation.Step, layer.Name, FormattableString.Invariant(
                    $"{NameOf(layer, index)} has {dead} of {layer.Units} units that are {FlatOf(layer)} for every example of the batch, so that they learn nothing: lower its initialization, or the learning rate"));
            }
            else if (layer.Function != Specs.ActivationFunction.Relu && layer.Saturation is { } saturation && saturation > MostSaturated)
            {
                yield return new(FindingKind.Saturated, Severity.Warning, observation.Step, layer.Name, observation.Step == 0
                    ? FormattableString.Invariant($"{NameOf(layer, index)} is saturated at {100 * saturation:0}%: lower its initialization")
                    : FormattableString.Invariant($"{NameOf(layer, index)} is saturated at {100 * saturation:0}% after {observation.Step} steps: normalize what comes into it, or lower the learning rate"));
            }
        }

        foreach (var alike in observation.Layers.GroupBy(layer => layer.Function).Where(alike => alike.Count() >= FewestLayers))
        {
            foreach (var finding in Trends(observation.Step, [.. alike]))
            {
                yield return finding;
            }
        }
    }

    // From the first layer of a kind to the last.
    private static IEnumerable<Finding> Trends(long step, LayerObservation[] layers)
    {
        var (first, last, word) = (layers[0], layers[^1], WordOf(layers[0]));
        if (last.Values.Deviation < LeastShare * first.Values.Deviation)
        {
            yield return new(FindingKind.ShrinkingActivations, Severity.Warning, step, last.Name, FormattableString.Invariant(
                $"the outputs of {word} shrink from layer to layer, from a deviation of {first.Values.Deviation:0.00} to {last.Values.Deviation:0.00}: raise the gain of the layers before it, as with `init=(kaiming (5.0 / 3))` for tanh, or normalize"));
        }
        else if (first.Values.Deviation < LeastShare * last.Values.Deviation)
        {
            yield return new(FindingKind.GrowingActivations, Severity.Warning, step, last.Name, FormattableString.Invariant(
                $"the outputs of {word} grow from layer to layer, from a deviation of {first.Values.Deviation:0.00} to {last.Values.Deviation:0.00}: lower the gain of the layers before it, or normalize"));
        }

        var (least, greatest) = (layers.Min(layer => layer.Gradient.Deviation), layers.Max(layer => layer.Gradient.Deviation));
        if (greatest > UnevenGradient * least)
        {
            var grows = last.Gradient.Deviation > first.Gradient.Deviation;
            yield return new(FindingKind.UnevenGradients, Severity.Warning, step, first.Name, FormattableString.Invariant(
                $"the gradients of {word} {(grows ? "shrink" : "grow")} on the way back, from a deviation of {last.Gradient.Deviation:0.0e+0} in the last layer to {first.Gradient.Deviation:0.0e+0} in the first: change the gain of the initialization, or normalize"));
        }
    }

    private static string NameOf(LayerObservation layer, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{WordOf(layer)} of layer {index}");

    private static string WordOf(LayerObservation layer) => layer.Function.ToString().ToLowerInvariant();

    private static string FlatOf(LayerObservation layer) => layer.Function == Specs.ActivationFunction.Relu ? "0" : "saturated";
}
