namespace Makemore.Runtime.Display;

/// <summary>The numbers that stand along an axis.</summary>
internal static class RoundNumbers
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten within a range, about as many as wanted; the least alone where there is no range.</summary>
    public static IReadOnlyList<double> Within(double least, double greatest, int wanted)
    {
        var rough = (greatest - least) / Math.Max(1, wanted);
        if (!(rough > 0) || !double.IsFinite(rough))
        {
            return [least];
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var first = (long)Math.Ceiling((least / step) - 1e-9);
        var last = (long)Math.Floor((greatest / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(index => (first + index) * step)];
    }
}
