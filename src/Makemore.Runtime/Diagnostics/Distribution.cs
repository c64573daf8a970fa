using System.Globalization;
using System.Runtime.Intrinsics;

namespace Makemore.Runtime.Diagnostics;

/// <summary>How some numbers are spread.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation, with n - 1 as <c>torch.std</c> has it; 0 for fewer than two.</param>
/// <param name="Histogram">How many lie where.</param>
public sealed record Distribution(double Mean, double Deviation, Histogram Histogram)
{
    /// <summary>The distribution of numbers over the range from the least to the greatest of them.</summary>
    internal static Distribution Of(ReadOnlySpan<float> numbers)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in numbers)
        {
            if (float.IsFinite(number))
            {
                (least, greatest) = (Math.Min(least, number), Math.Max(greatest, number));
            }
        }

        return least <= greatest ? Of(numbers, Rounded(least), Rounded(greatest)) : Of(numbers, 0, 0);
    }

    /// <summary>The distribution of numbers over a range.</summary>
    internal static Distribution Of(ReadOnlySpan<float> numbers, double from, double to)
    {
        var (mean, deviation) = MomentsOf(numbers);
        return new(Rounded(mean), Rounded(deviation), Histogram.Of(numbers, from, to));
    }

    /// <summary>Mean and standard deviation, added up in double precision and in one order, so that they are the same everywhere.</summary>
    internal static (double Mean, double Deviation) MomentsOf(ReadOnlySpan<float> numbers)
    {
        var mean = numbers.IsEmpty ? 0 : Sum(numbers, 0, squared: false) / numbers.Length;
        return (mean, numbers.Length < 2 ? 0 : Math.Sqrt(Sum(numbers, mean, squared: true) / (numbers.Length - 1)));
    }

    // Four sums at a time, since each addition waits for the one before.
    private static double Sum(ReadOnlySpan<float> numbers, double center, bool squared)
    {
        var sum = Vector256<double>.Zero;
        var place = 0;
        for (; place <= numbers.Length - 4; place += 4)
        {
            var some = Vector256.Create(numbers[place], numbers[place + 1], numbers[place + 2], (double)numbers[place + 3]) - Vector256.Create(center);
            sum += squared ? some * some : some;
        }

        var rest = 0.0;
        for (; place < numbers.Length; place++)
        {
            var one = numbers[place] - center;
            rest += squared ? one * one : one;
        }

        return sum[0] + sum[1] + (sum[2] + sum[3]) + rest;
    }

    /// <summary>Six digits of a number: more say nothing, and would fill the file.</summary>
    internal static double Rounded(double number) =>
        double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
