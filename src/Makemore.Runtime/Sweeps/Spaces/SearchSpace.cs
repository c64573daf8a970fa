using System.Collections.Immutable;

namespace Makemore.Runtime.Sweeps.Spaces;

/// <summary>The axes of a sweep, which span the points that it may try.</summary>
/// <param name="Axes">The axes in the order of the spec; that over experiments, where there is one, comes first.</param>
public sealed record SearchSpace(ImmutableArray<Axis> Axes)
{
    /// <summary>The axes that apply to an experiment.</summary>
    public IEnumerable<Axis> Of(string? experiment) => Axes.Where(axis => axis.IsOf(experiment));

    /// <summary>The axes, each key once: experiments may have axes of their own for one key.</summary>
    public ImmutableArray<Axis> ByKey => [.. Axes.DistinctBy(axis => axis.Key)];

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
    public IEnumerable<SweepPoint> Grid()
    {
        for (var number = 0L; GridPoint(number) is { } point; number++)
        {
            yield return point;
        }
    }

    /// <summary>A point of the grid by its number, from 0; null behind the last.</summary>
    /// <exception cref="InvalidOperationException">An axis is of real numbers.</exception>
    public SweepPoint? GridPoint(long number)
    {
        foreach (var experiment in Experiments)
        {
            Axis[] axes = [.. Of(experiment).Where(axis => axis.Key != Axis.Experiment)];
            var count = axes.Aggregate(1L, (product, axis) => checked(product * CountOf(axis)));
            if (number < count)
            {
                var values = new List<(string, string)>(experiment is null ? [] : [(Axis.Experiment, experiment)]);
                foreach (var axis in axes)
                {
                    count /= CountOf(axis);
                    values.Add((axis.Key, ValueOf(axis.Domain, number / count)));
                    number %= count;
                }

                return SweepPoint.Of(values);
            }

            number -= count;
        }

        return null;
    }

    /// <summary>Whether a point is one of this space: it has a value of each axis that applies, and no other.</summary>
    public bool Has(SweepPoint point)
    {
        Axis[] axes = [.. Of(point.Experiment)];
        return point.Values.Keys.ToHashSet().SetEquals(axes.Select(axis => axis.Key))
            && axes.All(axis => axis.Domain.Has(point.Text(axis.Key)));
    }

    /// <inheritdoc/>
    public bool Equals(SearchSpace? other) => other is not null && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => Axes.Aggregate(0, HashCode.Combine);

    private IEnumerable<string?> Experiments =>
        Axes is [{ Key: Axis.Experiment, Domain: AxisDomain.Listed listed }, ..] ? listed.Values : Enumerable.Repeat<string?>(null, 1);

    private static long CountOf(Axis axis) =>
        axis.Domain.Count ?? throw new InvalidOperationException($"The axis {axis.Key} is of real numbers, which have no grid.");

    private static string ValueOf(AxisDomain domain, long index) => domain switch
    {
        AxisDomain.Listed listed => listed.Values[(int)index],
        AxisDomain.Integers integers => Format.SpecText.Format(integers.Minimum + index),
        _ => domain.At(0),
    };
}
