using System.Collections.Immutable;
using Makemore.Board.Reading;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Board.Parts;

/// <summary>A part of an axis, in shares of its length from below.</summary>
/// <param name="From">Where it begins, from 0.</param>
/// <param name="To">Where it ends, up to 1.</param>
public readonly record struct Brush(double From, double To)
{
    /// <summary>The whole axis.</summary>
    public static Brush Whole { get; } = new(0, 1);

    /// <summary>Between two places, in either order.</summary>
    public static Brush Between(double one, double other) =>
        new(Math.Clamp(Math.Min(one, other), 0, 1), Math.Clamp(Math.Max(one, other), 0, 1));

    /// <summary>Whether a place lies in it; what has no place does in the whole axis alone.</summary>
    public bool Has(double? place) => place is { } known ? known >= From && known <= To : this == Whole;
}

/// <summary>The parts of the axes that trials must lie in.</summary>
/// <param name="ByAxis">By the key of the axis; an axis that is not there is whole.</param>
public sealed record Brushes(ImmutableDictionary<string, Brush> ByAxis)
{
    /// <summary>The key of the axis of what the trials came to.</summary>
    public const string Objective = "";

    /// <summary>None: every trial is let through.</summary>
    public static Brushes None { get; } = new(ImmutableDictionary<string, Brush>.Empty);

    /// <summary>The part of an axis.</summary>
    public Brush this[string key] => ByAxis.GetValueOrDefault(key, Brush.Whole);

    /// <summary>The same with another part of an axis.</summary>
    public Brushes With(string key, Brush brush) => new(brush == Brush.Whole ? ByAxis.Remove(key) : ByAxis.SetItem(key, brush));

    /// <summary>The trials that lie in all parts.</summary>
    public IEnumerable<Trial> Filter(BoardSweep sweep)
    {
        var axes = ParallelAxis.Of(sweep);
        return sweep.Trials.Where(trial => axes.All(axis => this[axis.Key].Has(axis.PlaceOf(trial))));
    }
}
