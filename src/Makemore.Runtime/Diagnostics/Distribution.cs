using System.Globalization;

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

    /// <summary>Mean and standard deviation, added up in double precision and in order, so that they are the same everywhere.</summary>
    internal static (double Mean, double Deviation) MomentsOf(ReadOnlySpan<float> numbers)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var number in numbers)
        {
            sum += number;
        }

        var mean = numbers.IsEmpty ? 0 : sum / numbers.Length;
        foreach (var number in numbers)
        {
            squares += (number - mean) * (number - mean);
        }

        return (mean, numbers.Length < 2 ? 0 : Math.Sqrt(squares / (numbers.Length - 1)));
    }

    /// <summary>Six digits of a number: more say nothing, and would fill the file.</summary>
    internal static double Rounded(double number) =>
        double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
