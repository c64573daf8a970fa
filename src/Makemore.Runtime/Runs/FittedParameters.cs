namespace Makemore.Runtime.Runs;

/// <summary>Parameters that were chosen on the dev split, by name; equal where all values are.</summary>
public sealed class FittedParameters() : SortedDictionary<string, double>(StringComparer.Ordinal), IEquatable<FittedParameters>
{
    /// <inheritdoc/>
    public bool Equals(FittedParameters? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FittedParameters);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        this.Aggregate(0, (hash, parameter) => HashCode.Combine(hash, parameter.Key, parameter.Value));
}
