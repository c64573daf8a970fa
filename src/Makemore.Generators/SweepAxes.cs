using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Emit;
using Makemore.Generators.Graphs;
using Makemore.Generators.Sweeps;

namespace Makemore.Generators;

/// <summary>What the values of an axis are in C#, by what its experiments make of them.</summary>
internal static class SweepAxes
{
    /// <summary>The axis as its code is made from it.</summary>
    public static AxisUnit Of(SweepAxis axis, SweepPoints points)
    {
        string[] texts = [.. points.All.SelectMany(point => point.Values).Where(value => value.Axis == axis).Select(value => value.Text).Distinct()];
        var domain = Domain(axis);
        var words = SpecKeys.Find(axis.Path) is { Kind: ValueKind.Choice, TypeName: { } type } ? type
            : IsOf<ActivationHyperparameter>(axis, points) ? GeneratedNames.Activation
            : "";
        return new(
            axis.Path,
            words.Length > 0 ? AxisKind.Word : Kind(axis, texts, points),
            words,
            domain,
            axis.Over.Count == 0 ? [] : points.Experiments.Where(experiment => SweepPoints.IsFor(axis, experiment))
                .Select(experiment => experiment.Source.Name).ToEquatableArray());
    }

    private static DomainUnit Domain(SweepAxis axis)
    {
        if (axis.Values is ListedValues listed)
        {
            return new ListUnit(listed.Items.Select(item => new AxisPoint(axis, item).Text).ToEquatableArray());
        }

        var range = (RangeValues)axis.Values;
        SpecText.TryNumber(range.Minimum.Text, out var minimum);
        SpecText.TryNumber(range.Maximum.Text, out var maximum);
        return new RangeUnit(minimum, maximum, range.IsInteger, range.IsLogarithmic);
    }

    // A whole number on an axis of real ones is a real one too.
    private static AxisKind Kind(SweepAxis axis, string[] texts, SweepPoints points) =>
        texts.All(text => text is "true" or "false") ? AxisKind.Boolean
        : texts.All(text => SpecText.TryInteger(text, out _)) && IsOfIntegers(axis, points) ? AxisKind.Integer
        : texts.All(text => SpecText.TryNumber(text, out _)) ? AxisKind.Real
        : AxisKind.Text;

    private static bool IsOfIntegers(SweepAxis axis, SweepPoints points) => SpecKeys.Find(axis.Path) is { } key
        ? key.Kind == ValueKind.Integer
        : HyperparametersOf(axis, points).All(one => one is NumberHyperparameter { Symbol.IsInteger: true });

    private static bool IsOf<T>(SweepAxis axis, SweepPoints points)
        where T : Hyperparameter
    {
        var swept = HyperparametersOf(axis, points).ToList();
        return swept.Count > 0 && swept.TrueForAll(one => one is T);
    }

    private static IEnumerable<Hyperparameter> HyperparametersOf(SweepAxis axis, SweepPoints points) =>
        points.All.Where(point => point.Graph is not null && point.Values.Any(value => value.Axis == axis))
            .Select(point => SweepNetworks.Hyperparameter(axis.Path, point.Graph!)).OfType<Hyperparameter>();
}
