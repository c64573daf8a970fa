using System.Globalization;

namespace Makemore.Pages.Drawings;

/// <summary>Round numbers along an axis.</summary>
internal static class Ticks
{
    /// <summary>Multiples of 1, 2 or 5 times a power of ten within a range, about as many as wanted.</summary>
    public static IReadOnlyList<double> Linear(double least, double greatest, int wanted)
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

    /// <summary>The same for a logarithmic axis: 1, 2 and 5 times powers of ten where they are enough, else as on a linear axis.</summary>
    public static IReadOnlyList<double> Logarithmic(double least, double greatest, int wanted)
    {
        double[] found =
        [
            .. Enumerable.Range((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(greatest / least)) + 2)
                .SelectMany(exponent => new[] { 1, 2, 5 }.Select(mantissa => mantissa * Math.Pow(10, exponent)))
                .Where(value => value >= least && value <= greatest),
        ];
        return found.Length >= 3 ? found : Linear(least, greatest, wanted);
    }

    /// <summary>A number as short as it may be: <c>200,000</c>, <c>2.05</c>, <c>1e-5</c>.</summary>
    public static string Text(double value) =>
        value is not 0 && Math.Abs(value) is < 1e-4 or >= 1e9 ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.#####", CultureInfo.InvariantCulture);
}
