namespace Makemore.Runtime.Runs.Plans;

/// <summary>Values by name, in ordinal order; equal where all of them are.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
public sealed class NamedValues<T>() : SortedDictionary<string, T>(StringComparer.Ordinal), IEquatable<NamedValues<T>>
    where T : IEquatable<T>
{
    /// <summary>Takes values over.</summary>
    public static NamedValues<T> Of(IEnumerable<(string Name, T Value)> values)
    {
        var result = new NamedValues<T>();
        foreach (var (name, value) in values)
        {
            result.Add(name, value);
        }

        return result;
    }

    /// <inheritdoc/>
    public bool Equals(NamedValues<T>? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NamedValues<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
