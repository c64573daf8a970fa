using Makemore.Generators.Collections;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Sweeps;

/// <summary>A value of an axis, of which all points with this value share one object.</summary>
/// <param name="axis">The axis.</param>
/// <param name="value">The value, where it stands in the sweep's spec.</param>
internal sealed class AxisPoint(SweepAxis axis, SpecNode value)
{
    /// <summary>The axis.</summary>
    public SweepAxis Axis { get; } = axis;

    /// <summary>The value, where it stands in the sweep's spec.</summary>
    public SpecNode Value { get; } = value;

    /// <summary>The value as a spec writes it on one line, numbers in their shortest form.</summary>
    public string Text { get; } = TextOf(value);

    /// <inheritdoc cref="Text"/>
    public static string TextOf(SpecNode node) => node switch
    {
        SpecScalar { IsPlain: true } scalar when Format.SpecText.TryInteger(scalar.Text, out var integer) => Format.SpecText.Format(integer),
        SpecScalar { IsPlain: true } scalar when Format.SpecText.TryNumber(scalar.Text, out var number) => Format.SpecText.Format(number),
        SpecScalar scalar => scalar.Text,
        SpecMapping mapping => $"{{ {string.Join(", ", mapping.Entries.Select(entry => $"{TextOf(entry.Key)}: {TextOf(entry.Value)}"))} }}",
        SpecSequence sequence => $"[{string.Join(", ", sequence.Items.Select(TextOf))}]",
        _ => "",
    };
}

/// <summary>
/// A point as a spec that extends an experiment's: what it says wrong, it says in the sweep, and so the experiment's own rules
/// report it there.
/// </summary>
internal static class PointLayer
{
    /// <summary>The experiment with the values of a point over it.</summary>
    public static SpecChain Over(SpecChain experiment, SpecFile sweep, IEnumerable<AxisPoint> point)
    {
        var tree = new SpecMapping(
            Entries([.. point.Select(item => (item.Axis.Path.Split('.').AsEnumerable(), item))]),
            sweep.LocationOf(0, 1));
        return new(experiment.Specs.Prepend(new ParsedSpec(sweep, tree, [])).ToEquatableArray(), experiment.Diagnostics);
    }

    // training.steps becomes `training: { steps: ... }`, each part at the place of the axis's key.
    private static EquatableArray<SpecEntry> Entries(List<(IEnumerable<string> Path, AxisPoint Point)> items) => items
        .GroupBy(item => item.Path.First(), StringComparer.Ordinal)
        .Select(group =>
        {
            var key = group.First().Point.Axis.Key with { Text = group.Key };
            var inner = group.Where(item => item.Path.Skip(1).Any()).Select(item => (item.Path.Skip(1), item.Point)).ToList();
            return new SpecEntry(key, inner.Count == 0
                ? group.First().Point.Value
                : new SpecMapping(Entries(inner), key.Location));
        })
        .ToEquatableArray();
}
