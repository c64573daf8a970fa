namespace Makemore.Runtime.Ngram.Estimation;

/// <summary>Golden-section search (Kiefer, 1953): the least value of a function that falls and then rises.</summary>
internal static class GoldenSection
{
    private const double Ratio = 0.6180339887498949;
    private const int Steps = 40;

    /// <summary>Where, between two numbers, the function is least.</summary>
    public static double Minimum(double from, double to, Func<double, double> function)
    {
        var (left, right) = (to - (Ratio * (to - from)), from + (Ratio * (to - from)));
        var (leftValue, rightValue) = (function(left), function(right));
        for (var step = 0; step < Steps; step++)
        {
            if (leftValue <= rightValue)
            {
                (to, right, rightValue) = (right, left, leftValue);
                left = to - (Ratio * (to - from));
                leftValue = function(left);
            }
            else
            {
                (from, left, leftValue) = (left, right, rightValue);
                right = from + (Ratio * (to - from));
                rightValue = function(right);
            }
        }

        return (from + to) / 2;
    }
}
