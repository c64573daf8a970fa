using Makemore.Runtime.Sweeps.Spaces;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>
/// The density of some points of a unit cube: a mixture with a kernel at each of them, and one as wide as the cube. On an
/// axis of numbers a kernel is a normal distribution cut off at the ends, on one of words the word itself with a share of all
/// others (Bergstra et al., 2011; with kernels over all axes at once, as in Falkner, Klein and Hutter, 2018).
/// </summary>
internal sealed class ParzenEstimator
{
    // As practised by Optuna: the width of a kernel is a share of the axis that shrinks with the number of points.
    private const double Width = 0.2;
    private const double PriorWeight = 1;
    private const int Remembered = 25;

    private readonly IReadOnlyList<Axis> axes;
    private readonly double[][] centres;
    private readonly double[] weights;
    private readonly double width;

    // The number of words of each axis, 0 for an axis of numbers.
    private readonly int[] words;

    // The logarithm of what is left of the kernels of numbers within the ends, which does not depend on the place.
    private readonly double[][] within;

    /// <summary>Estimates a density.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="points">The points, oldest first, a coordinate for each axis.</param>
    public ParzenEstimator(IReadOnlyList<Axis> axes, IReadOnlyList<double[]> points)
    {
        this.axes = axes;
        centres = [.. points];
        width = Math.Clamp(Width * Math.Pow(Math.Max(1, points.Count), -1.0 / (axes.Count + 4)), 1.0 / Math.Min(100, points.Count + 1), 1);
        words = [.. axes.Select(axis => axis.Domain is AxisDomain.Listed { IsNumeric: false } listed ? listed.Values.Length : 0)];
        within =
        [
            .. centres.Select(centre => centre.Select((place, index) => words[index] > 0 ? 0
                : Math.Log(width * Math.Sqrt(2 * Math.PI)) + Math.Log(Normal((1 - place) / width) - Normal(-place / width))).ToArray()),
        ];
        weights = [.. Enumerable.Range(0, points.Count).Select(index => Weight(index, points.Count)), PriorWeight];
        var total = weights.Sum();
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] /= total;
        }
    }

    /// <summary>Draws a point, snapped to the values of the axes.</summary>
    public double[] Draw(ref Randomness random)
    {
        var component = random.Choose(weights);
        var point = new double[axes.Count];
        for (var index = 0; index < point.Length; index++)
        {
            point[index] = component == centres.Length ? random.Next()
                : words[index] is > 0 and var count ? DrawWord(ref random, centres[component][index], count)
                : DrawNumber(ref random, centres[component][index]);
            // Only values of the axis are ever tried.
            var domain = axes[index].Domain;
            point[index] = domain.PlaceOf(domain.At(point[index]));
        }

        return point;
    }

    /// <summary>The logarithm of the density at a point.</summary>
    public double LogDensity(ReadOnlySpan<double> point)
    {
        var terms = new double[weights.Length];
        var greatest = double.NegativeInfinity;
        for (var component = 0; component < terms.Length; component++)
        {
            var term = Math.Log(weights[component]);
            for (var index = 0; index < point.Length && component < centres.Length; index++)
            {
                term += LogKernel(index, point[index], component);
            }

            terms[component] = term;
            greatest = Math.Max(greatest, term);
        }

        var sum = 0.0;
        foreach (var term in terms)
        {
            sum += Math.Exp(term - greatest);
        }

        return greatest + Math.Log(sum);
    }

    private double LogKernel(int axis, double place, int component)
    {
        var centre = centres[component][axis];
        if (words[axis] is > 0 and var count)
        {
            var others = PriorWeight / (centres.Length + PriorWeight);
            var isSame = (int)(place * count) == (int)(centre * count);
            // A density over the unit interval, of which each word has an equal part.
            return Math.Log(((isSame ? 1 - others : 0) * count) + others);
        }

        var distance = (place - centre) / width;
        return (-distance * distance / 2) - within[component][axis];
    }

    private double DrawWord(ref Randomness random, double centre, int count) =>
        random.Next() < PriorWeight / (centres.Length + PriorWeight) ? random.Next() : ((int)(centre * count) + 0.5) / count;

    private double DrawNumber(ref Randomness random, double centre)
    {
        while (true)
        {
            // The centre is within, so that at least every other draw is too, or the kernel is wide.
            if (centre + (width * random.NextNormal()) is >= 0 and < 1 and var place)
            {
                return place;
            }
        }
    }

    // What was tried long ago counts less, as in Hyperopt.
    private static double Weight(int index, int count) => count <= Remembered || index >= count - Remembered ? 1
        : (1.0 / count) + ((1 - (1.0 / count)) * index / Math.Max(1, count - Remembered - 1));

    // Abramowitz and Stegun, 7.1.26: to 1.5e-7, more than a choice between candidates needs.
    private static double Normal(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * z));
        var tail = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-z * z);
        return x >= 0 ? 1 - (tail / 2) : tail / 2;
    }
}
