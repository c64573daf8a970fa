namespace Makemore.Runtime.Tests.Simd;

/// <summary>The error function in double precision, which .NET has none of.</summary>
internal static class ReferenceErf
{
    /// <summary>By the series of Abramowitz and Stegun 7.1.5 up to 3, by the continued fraction 7.1.14 beyond.</summary>
    public static double Of(double x)
    {
        var size = Math.Abs(x);
        return Math.CopySign(size < 3 ? Series(size) : size < 7 ? 1 - Fraction(size) : size >= 7 ? 1 : double.NaN, x);
    }

    private static double Series(double x)
    {
        var (sum, power) = (x, x);
        for (var k = 1; k < 100; k++)
        {
            power *= -x * x / k;
            sum += power / ((2 * k) + 1);
        }

        return sum * 2 / Math.Sqrt(Math.PI);
    }

    private static double Fraction(double x)
    {
        var rest = 0.0;
        for (var k = 80; k > 0; k--)
        {
            rest = k / 2.0 / (x + rest);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + rest);
    }
}
