using System.Globalization;
using Makemore.Charts.Pictures;
using Makemore.Format;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Charts.Studies;

/// <summary>Where the values of an axis stand, from 0 to 1, as the search sees them: logarithms are evenly spread.</summary>
internal static class AxisPlaces
{
    private const double GoldenRatio = 0.6180339887498949;
    private const int MostLetters = 22;
    private const int MostMarks = 6;

    /// <summary>The place of a trial on an axis; null where its point has none.</summary>
    public static double? PlaceOf(this Axis axis, Trial trial) =>
        trial.Point[axis.Key] is { } value ? axis.Domain.PlaceOf(value) : null;

    /// <summary>
    /// The same, but words are spread a little, so that their trials do not hide each other: evenly, and the same for each
    /// drawing.
    /// </summary>
    /// <param name="axis">The axis.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="ratio">How far each trial is from the one before; with another one, two axes are spread independently.</param>
    public static double? SpreadPlaceOf(this Axis axis, Trial trial, double ratio = GoldenRatio) =>
        axis.Domain is AxisDomain.Listed listed
            ? axis.PlaceOf(trial) + ((((trial.Number + 1) * ratio % 1) - 0.5) * 0.5 / listed.Values.Length)
            : axis.PlaceOf(trial);

    /// <summary>The name of an axis, and that its scale is logarithmic where it is.</summary>
    public static string LabelOf(this StudyChartData data, Axis axis) =>
        data.NameOf(axis) + (IsLogarithmic(axis.Domain) ? " (log scale)" : "");

    /// <summary>The marks of an axis.</summary>
    public static Ticks MarksOf(AxisDomain domain) => domain switch
    {
        AxisDomain.Listed listed => new(
            [.. listed.Values.Select(value => (domain.PlaceOf(value), ChartStyle.Shorten(value, MostLetters)))], []),
        AxisDomain.Integers whole => Numbers(whole, whole.Minimum, whole.Maximum, whole.IsLogarithmic, isWhole: true),
        AxisDomain.Reals real => Numbers(real, real.Minimum, real.Maximum, real.IsLogarithmic, isWhole: false),
        _ => Ticks.None,
    };

    private static bool IsLogarithmic(AxisDomain domain) => domain switch
    {
        AxisDomain.Integers integers => integers.IsLogarithmic,
        AxisDomain.Reals reals => reals.IsLogarithmic,
        _ => false,
    };

    private static Ticks Numbers(AxisDomain domain, double least, double greatest, bool isLogarithmic, bool isWhole)
    {
        double[] labelled = isLogarithmic ? [.. Logarithmic(least, greatest)] : [];
        if (labelled.Length < 2)
        {
            labelled = [.. Ticks.Steps(least, greatest, MostMarks, isWhole)];
        }

        var minor = isLogarithmic ? Mantissas(least, greatest, [2, 3, 4, 5, 6, 7, 8, 9]) : [];
        return new(
            isLogarithmic
                ? [.. labelled.Where(Within).Select(value => (Place(value), Ticks.Number(value)))]
                : Ticks.Of([.. labelled.Where(Within)], Place).Labelled,
            [.. minor.Where(Within).Where(value => !isWhole || double.IsInteger(value)).Select(Place)]);

        bool Within(double value) => value >= least && value <= greatest;

        double Place(double value) => domain.PlaceOf(SpecText.Format(value));
    }

    // Powers of ten where there are several; else numbers between them as well.
    private static IEnumerable<double> Logarithmic(double least, double greatest)
    {
        var decades = Math.Log10(greatest / least);
        if (decades < 2.5)
        {
            return Mantissas(least, greatest, [1, 2, 5]);
        }

        var every = (int)Math.Ceiling(decades / MostMarks);
        return Mantissas(least, greatest, [1]).Where(value => (int)Math.Round(Math.Log10(value)) % every == 0);
    }

    private static IEnumerable<double> Mantissas(double least, double greatest, int[] mantissas)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(greatest)));
        return from exponent in Enumerable.Range(first, last - first + 1)
               from mantissa in mantissas
               let value = double.Parse(FormattableString.Invariant($"{mantissa}e{exponent}"), CultureInfo.InvariantCulture)
               where value >= least && value <= greatest
               select value;
    }
}
