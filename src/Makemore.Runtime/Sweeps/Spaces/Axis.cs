using System.Collections.Immutable;

namespace Makemore.Runtime.Sweeps.Spaces;

/// <summary>A setting that a sweep varies.</summary>
/// <param name="Key">
/// The key: <c>training.learning-rate</c>, <c>model.hidden</c>, or <see cref="Experiment"/> for the spec itself.
/// </param>
/// <param name="Domain">The values that it may take.</param>
public sealed record Axis(string Key, AxisDomain Domain)
{
    /// <summary>The key of the axis over the experiments of a sweep over several; the first one of its space.</summary>
    public const string Experiment = "experiment";

    /// <summary>The experiments whose points have a value on this axis; all where it is empty.</summary>
    public ImmutableArray<string> Over { get; init; } = [];

    /// <summary>The key without its section, as a table heads a column with it: <c>learning-rate</c>.</summary>
    public string Name => Key[(Key.LastIndexOf('.') + 1)..];

    /// <summary>Whether a point of an experiment has a value on this axis.</summary>
    /// <param name="experiment">The experiment; null in a sweep over a single one.</param>
    public bool IsOf(string? experiment) => Over.IsEmpty || (experiment is not null && Over.Contains(experiment));

    /// <inheritdoc/>
    public bool Equals(Axis? other) =>
        other is not null && Key == other.Key && Domain == other.Domain && Over.SequenceEqual(other.Over);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Domain);

    /// <inheritdoc/>
    public override string ToString() => $"{Key}: {Domain}{(Over.IsEmpty ? "" : $" over {string.Join(", ", Over)}")}";
}
