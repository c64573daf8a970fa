using System.Collections.Immutable;

namespace Makemore.Runtime.Diagnostics;

/// <summary>How many of some numbers lie in each of <see cref="Bins"/> parts of a range, all of one width.</summary>
/// <param name="From">Where the first part begins.</param>
/// <param name="To">Where the last part ends; what lies outside of the range counts in the part next to it.</param>
/// <param name="Counts">The numbers in each part, in their order.</param>
public sealed record Histogram(double From, double To, ImmutableArray<int> Counts)
{
    /// <summary>The number of parts.</summary>
    public const int Bins = 50;

    /// <summary>Counts numbers; one that is not finite is left out.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="from">Where the first part begins.</param>
    /// <param name="to">Where the last part ends.</param>
    internal static Histogram Of(ReadOnlySpan<float> numbers, double from, double to)
    {
        var counts = new int[Bins];
        var scale = to > from ? Bins / (to - from) : 0;
        foreach (var number in numbers)
        {
            if (float.IsFinite(number))
            {
                counts[(int)Math.Clamp((number - from) * scale, 0, Bins - 1)]++;
            }
        }

        return new(from, to, ImmutableArray.Create(counts));
    }
}
