using System.Globalization;
using Makemore.Runtime.Display;

namespace Makemore.Pages.Drawings;

/// <summary>What stands along an axis.</summary>
internal static class Ticks
{
    /// <summary>Those of a logarithmic axis: 1, 2 and 5 times powers of ten where they are enough, else as on a linear axis.</summary>
    public static IReadOnlyList<double> Logarithmic(double least, double greatest, int wanted)
    {
        double[] found =
        [
            .. Enumerable.Range((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(greatest / least)) + 2)
                .SelectMany(exponent => new[] { 1, 2, 5 }.Select(mantissa => mantissa * Math.Pow(10, exponent)))
                .Where(value => value >= least && value <= greatest),
        ];
        return found.Length >= 3 ? found : RoundNumbers.Within(least, greatest, wanted);
    }

    /// <summary>A number as short as it may be: <c>200,000</c>, <c>2.05</c>, <c>1e-5</c>.</summary>
    public static string Text(double value) =>
        value is not 0 && Math.Abs(value) is < 1e-4 or >= 1e9 ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : value.ToString("#,0.#####", CultureInfo.InvariantCulture);
}
