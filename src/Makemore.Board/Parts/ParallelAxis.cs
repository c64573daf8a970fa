using System.Collections.Immutable;
using Makemore.Board.Curves;
using Makemore.Board.Reading;
using Makemore.Runtime.Display;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Board.Parts;

/// <summary>An axis of parallel coordinates.</summary>
/// <param name="Key">The key of the setting, or <see cref="Brushes.Objective"/>.</param>
/// <param name="Name">What stands above it.</param>
/// <param name="PlaceOf">Where a trial lies, from 0 at the foot to 1; null where it has no value.</param>
/// <param name="TextAt">The value at a place.</param>
/// <param name="Ticks">The places that are labelled.</param>
internal sealed record ParallelAxis(
    string Key, string Name, Func<Trial, double?> PlaceOf, Func<double, string> TextAt, ImmutableArray<double> Ticks)
{
    private const int MostTicks = 8;

    /// <summary>The axes of a sweep, and last what its trials came to.</summary>
    public static ImmutableArray<ParallelAxis> Of(BoardSweep sweep)
    {
        var values = sweep.Trials.Select(trial => trial.Value).OfType<double>().Where(double.IsFinite).Order().ToArray();
        // One trial that went astray would press all others together.
        var most = values.Length == 0 ? 1 : Math.Min(values[^1], values[values.Length * 3 / 4] + (3 * (values[values.Length * 3 / 4] - values[values.Length / 4])));
        var scale = Scale.Over(values.Where(value => sweep.IsMaximized || value <= most), 0, 1, isLogarithmic: false);
        return
        [
            .. sweep.Axes.Select(Of),
            new(
                Brushes.Objective, sweep.Metric,
                trial => trial.Value is { } value && !double.IsNaN(value) ? scale.At(value) : null,
                place => Figures.Loss(scale.ValueAt(place)),
                [.. scale.Ticks(5).Select(scale.At)]),
        ];
    }

    private static ParallelAxis Of(Axis axis) => new(
        axis.Key, axis.Name,
        trial => trial.Point[axis.Key] is { } value && axis.Domain.Has(value) ? axis.Domain.PlaceOf(value) : null,
        place => axis.Domain.At(Math.Min(place, 0.999999)),
        axis.Domain.Count is { } count and <= MostTicks
            ? [.. Enumerable.Range(0, (int)count).Select(index => (index + 0.5) / count)] : [0, 0.25, 0.5, 0.75, 1]);
}
