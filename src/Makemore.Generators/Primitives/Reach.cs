using System.Collections.Immutable;

namespace Makemore.Generators.Primitives;

/// <summary>Two axes that count the same places, as time and the source of an attention.</summary>
/// <param name="Place">The axis of the place at which something is computed.</param>
/// <param name="Behind">That of the place which may lie behind it.</param>
internal readonly record struct AxisPair(string Place, string Behind)
{
    public AxisPair Renamed(string from, string to) => new(Place == from ? to : Place, Behind == from ? to : Behind);
}

/// <summary>
/// How far ahead the tokens stand that a number depends on, and what is known of the numbers whose place is in front of another one.
/// </summary>
internal sealed record Reach
{
    private const double LowNumber = -1e20;

    /// <summary>No token.</summary>
    public static Reach None { get; } = new();

    /// <summary>Tokens of any place.</summary>
    public static Reach Anywhere { get; } = new() { IsAnywhere = true };

    /// <summary>Whether tokens of any place may matter.</summary>
    public bool IsAnywhere { get; private init; }

    /// <summary>The axes whose places are those of tokens: a number depends on tokens at most so far behind the largest of them.</summary>
    public ImmutableSortedDictionary<string, Number> Ahead { get; private init; } = ImmutableSortedDictionary.Create<string, Number>(StringComparer.Ordinal);

    /// <summary>The number that all are.</summary>
    public double? Constant { get; init; }

    /// <summary>The axis whose places the numbers are.</summary>
    public string? Index { get; init; }

    /// <summary>The axes whose places the numbers are apart: how far the first place lies behind the second.</summary>
    public AxisPair? Distance { get; init; }

    /// <summary>Where numbers are 1 if the one place lies behind the other, and 0 otherwise.</summary>
    public ImmutableHashSet<AxisPair> Later { get; init; } = [];

    /// <summary>Where numbers are 0 if the one place lies behind the other.</summary>
    public ImmutableHashSet<AxisPair> Zero { get; init; } = [];

    /// <summary>Where numbers are so low there that their exponential is 0, whatever ordinary number is added first.</summary>
    public ImmutableHashSet<AxisPair> Low { get; init; } = [];

    /// <summary>Tokens up to a place of an axis.</summary>
    public static Reach UpTo(string axis) => None.To(axis, Number.Of(0));

    /// <summary>Whether what stands at a place of <c>time</c> depends on tokens up to that place only, or on none.</summary>
    public bool IsUpToPlace => !IsAnywhere && Ahead.All(axis => axis.Key == "time" && Polynomial.IsNotNegative(Number.Of(0) - axis.Value));

    public bool IsZero(AxisPair pair) => Constant == 0 || Zero.Contains(pair);

    public bool IsLow(AxisPair pair) => Constant <= LowNumber || Low.Contains(pair);

    /// <summary>The tokens that matter, and nothing else that is known.</summary>
    public Reach Tokens => IsAnywhere || Ahead.Count > 0 ? new() { IsAnywhere = IsAnywhere, Ahead = Ahead } : None;

    /// <summary>The tokens that matter to either.</summary>
    public Reach Or(Reach other) => IsAnywhere || other.IsAnywhere ? Anywhere : other.Ahead.Aggregate(Tokens, (all, one) => all.To(one.Key, one.Value));

    /// <summary>The same when what is behind the place does not matter.</summary>
    public Reach Before(AxisPair pair) => !Ahead.TryGetValue(pair.Behind, out var ahead) ? Tokens : Without(pair.Behind).To(pair.Place, ahead);

    /// <summary>The same when the places of an axis have moved.</summary>
    public Reach Moved(string axis, Number by) => !Ahead.TryGetValue(axis, out var ahead) ? Tokens : Without(axis).To(axis, Polynomial.Simplify(ahead + by));

    /// <summary>The same under another name.</summary>
    public Reach Renamed(string from, string to) => new()
    {
        IsAnywhere = IsAnywhere,
        Ahead = Ahead.TryGetValue(from, out var ahead) ? Ahead.Remove(from).SetItem(to, ahead) : Ahead,
        Constant = Constant,
        Index = Index == from ? to : Index,
        Distance = Distance?.Renamed(from, to),
        Later = [.. Later.Select(pair => pair.Renamed(from, to))],
        Zero = [.. Zero.Select(pair => pair.Renamed(from, to))],
        Low = [.. Low.Select(pair => pair.Renamed(from, to))],
    };

    private Reach Without(string axis) => Tokens with { Ahead = Ahead.Remove(axis) };

    private Reach To(string axis, Number ahead)
    {
        if (IsAnywhere || !Ahead.TryGetValue(axis, out var known) || Polynomial.IsNotNegative(ahead - known))
        {
            return IsAnywhere ? this : this with { Ahead = Ahead.SetItem(axis, ahead) };
        }

        return Polynomial.IsNotNegative(known - ahead) ? this : Anywhere;
    }

    /// <inheritdoc/>
    public bool Equals(Reach? other) => other is not null && IsAnywhere == other.IsAnywhere && Ahead.SequenceEqual(other.Ahead);

    /// <inheritdoc/>
    public override int GetHashCode() => Ahead.Count;
}
