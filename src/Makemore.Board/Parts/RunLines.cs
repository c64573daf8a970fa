using Makemore.Board.Curves;
using Makemore.Board.Reading;

namespace Makemore.Board.Parts;

/// <summary>The lines of a run: train, smoothed over what it is made of, and dev.</summary>
internal static class RunLines
{
    /// <summary>The lines of a run in a plot of its own.</summary>
    public static IEnumerable<PlotLine> Alone(RunCurve curve, double weight) =>
        Of(curve, "train", "dev", weight, 0, 1);

    /// <summary>The lines of a run among others, in one colour.</summary>
    public static IEnumerable<PlotLine> Beside(RunCurve curve, string label, double weight, int color) =>
        Of(curve, label, curve.Train.IsEmpty ? label : label + " (dev)", weight, color, color);

    private static IEnumerable<PlotLine> Of(RunCurve curve, string train, string dev, double weight, int trainColor, int devColor)
    {
        if (weight > 0)
        {
            yield return new("", curve.Train, trainColor, PlotStyle.Faint);
        }

        if (!curve.Train.IsEmpty)
        {
            yield return new(train, Smoothing.Of(curve.Train, weight), trainColor, PlotStyle.Solid);
        }

        if (!curve.Dev.IsEmpty)
        {
            yield return new(dev, curve.Dev, devColor, PlotStyle.Marked);
        }
    }
}
