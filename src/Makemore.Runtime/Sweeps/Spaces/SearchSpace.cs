using System.Collections.Immutable;

namespace Makemore.Runtime.Sweeps.Spaces;

/// <summary>The axes of a sweep, which span the points that it may try.</summary>
/// <param name="Axes">The axes in the order of the spec; that over experiments, where there is one, comes first.</param>
public sealed record SearchSpace(ImmutableArray<Axis> Axes)
{
    /// <summary>The axes that apply to an experiment.</summary>
    public IEnumerable<Axis> Of(string? experiment) => Axes.Where(axis => axis.IsOf(experiment));

    /// <summary>The number of points; null where an axis is of real numbers.</summary>
    public long? Count
    {
        get
        {
            long? count = 0;
            foreach (var experiment in Experiments)
            {
                count += Of(experiment).Where(axis => axis.Key != Axis.Experiment)
                    .Aggregate((long?)1, (product, axis) => product * axis.Domain.Count);
            }

            return count;
        }
    }

    /// <summary>
    /// A point from a place of the unit cube with a coordinate for each axis; those of axes that do not apply are of no use.
    /// </summary>
    /// <param name="cube">The coordinates, each from 0 to below 1, in the order of <see cref="Axes"/>.</param>
    public SweepPoint At(ReadOnlySpan<double> cube)
    {
        var values = new List<(string, string)>();
        string? experiment = null;
        for (var index = 0; index < Axes.Length; index++)
        {
            var axis = Axes[index];
            if (axis.IsOf(experiment))
            {
                var value = axis.Domain.At(cube[index]);
                values.Add((axis.Key, value));
                experiment = axis.Key == Axis.Experiment ? value : experiment;
            }
        }

        return SweepPoint.Of(values);
    }

    /// <summary>The points of the grid in order, the last axis running fastest.</summary>
    /// <exception cref="InvalidOperationException">An axis is of real numbers.</exception>
    public IEnumerable<SweepPoint> Grid() => Experiments.SelectMany(experiment =>
        Of(experiment).Where(axis => axis.Key != Axis.Experiment)
            .Aggregate(
                (IEnumerable<ImmutableArray<(string, string)>>)[Start(experiment)],
                (points, axis) => points.SelectMany(point => Values(axis.Domain).Select(value => point.Add((axis.Key, value)))))
            .Select(point => SweepPoint.Of(point)));

    /// <inheritdoc/>
    public bool Equals(SearchSpace? other) => other is not null && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => Axes.Aggregate(0, HashCode.Combine);

    private IEnumerable<string?> Experiments =>
        Axes is [{ Key: Axis.Experiment, Domain: AxisDomain.Listed listed }, ..] ? listed.Values : Enumerable.Repeat<string?>(null, 1);

    private static ImmutableArray<(string, string)> Start(string? experiment) =>
        experiment is null ? [] : [(Axis.Experiment, experiment)];

    private static IEnumerable<string> Values(AxisDomain domain) => domain switch
    {
        AxisDomain.Listed listed => listed.Values,
        AxisDomain.Integers integers => Range(integers.Minimum, integers.Maximum),
        AxisDomain.Reals reals when reals.Count == 1 => [reals.At(0)],
        _ => throw new InvalidOperationException("A range of real numbers has no grid."),
    };

    private static IEnumerable<string> Range(long minimum, long maximum)
    {
        for (var value = minimum; value <= maximum; value++)
        {
            yield return Format.SpecText.Format(value);
        }
    }
}
