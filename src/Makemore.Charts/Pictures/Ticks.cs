using System.Collections.Immutable;
using System.Globalization;
using Makemore.Format;
using Makemore.Runtime.Display;
using ScottPlot;

namespace Makemore.Charts.Pictures;

/// <summary>The marks of an axis: places with a label, and some between them without.</summary>
/// <param name="Labelled">Places in the coordinates of the plot, and what stands at them.</param>
/// <param name="Minor">Places without a label.</param>
internal sealed record Ticks(ImmutableArray<(double Place, string Label)> Labelled, ImmutableArray<double> Minor)
{
    private const int MostWords = 20;
    private const float Slant = 35;
    private const int MostSlanted = 16;

    /// <summary>No marks.</summary>
    public static Ticks None { get; } = new([], []);

    /// <summary>Marks at round numbers: one, two, two and a half or five times a power of ten apart.</summary>
    /// <param name="least">The start of the axis.</param>
    /// <param name="greatest">Its end.</param>
    /// <param name="most">The most marks.</param>
    /// <param name="isWhole">Whether only whole numbers mean something.</param>
    public static Ticks Linear(double least, double greatest, int most, bool isWhole = false) =>
        Of([.. Steps(least, greatest, most, isWhole)], value => value);

    /// <summary>Marks at some numbers, written with equally many decimals.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="placeOf">The place of each.</param>
    public static Ticks Of(ImmutableArray<double> values, Func<double, double> placeOf)
    {
        ImmutableArray<string> labels = [.. values.Select(Number)];
        var decimals = labels.Select(label => label.Contains('.') ? label.Length - label.IndexOf('.') - 1 : 0).DefaultIfEmpty(0).Max();
        return new(
            [.. values.Zip(labels, (value, label) => (
                placeOf(value), label.Contains('e') ? label : value.ToString($"N{decimals}", CultureInfo.InvariantCulture)))],
            []);
    }

    /// <summary>The round numbers from one to another.</summary>
    public static IEnumerable<double> Steps(double least, double greatest, int most, bool isWhole = false)
    {
        var raw = (greatest - least) / most;
        if (raw is not (> 0 and < double.PositiveInfinity))
        {
            return [least];
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power)
            .First(step => step >= raw * (1 - 1e-9) && (!isWhole || step < 1 || double.IsInteger(step)));
        step = isWhole ? Math.Max(1, step) : step;
        var first = Math.Ceiling((least / step) - 1e-9);
        var count = (int)(Math.Floor((greatest / step) + 1e-9) - first) + 1;
        return Enumerable.Range(0, Math.Max(0, count)).Select(index => Rounded((first + index) * step));
    }

    /// <summary>A number as short as a mark needs it: six digits, thousands set apart.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 1e9 => value.ToString("0.#####e0", CultureInfo.InvariantCulture),
        >= 1_000 when double.IsInteger(value) => Figures.Count((long)value),
        _ => SpecText.Format(Rounded(value)),
    };

    /// <summary>Puts the marks below a plot; words that have no room side by side are slanted.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="label">What the axis is of.</param>
    /// <param name="pixels">The length of the axis.</param>
    /// <returns>The pixels that it takes below the frame.</returns>
    public float Below(Plot plot, string label, float pixels)
    {
        var axis = plot.Axes.Bottom;
        var fits = Labelled.Sum(tick => ChartStyle.WidthOf(tick.Label) + 10) <= pixels;
        // Slanted words are as far apart as a line of text is high.
        var shown = fits ? this : Thinned(Math.Max(1, (int)(pixels / 18)));
        axis.TickGenerator = shown.Generator();
        axis.Label.Text = label;
        if (fits)
        {
            return 52;
        }

        shown = shown with { Labelled = [.. shown.Labelled.Select(tick => (tick.Place, ChartStyle.Shorten(tick.Label, MostSlanted)))] };
        axis.TickGenerator = shown.Generator();
        axis.TickLabelStyle.Rotation = -Slant;
        axis.TickLabelStyle.Alignment = Alignment.MiddleRight;
        var widest = shown.Labelled.Max(tick => ChartStyle.WidthOf(tick.Label));
        // The library measures labels as if they were level.
        axis.MinimumSize = 46 + (widest * MathF.Sin(Slant * MathF.PI / 180));
        return axis.MinimumSize;
    }

    /// <summary>Puts the marks at the left of a plot.</summary>
    /// <returns>The pixels that it takes beside the frame.</returns>
    public float Beside(Plot plot, string label)
    {
        var shown = Thinned(MostWords);
        plot.Axes.Left.TickGenerator = shown.Generator();
        plot.Axes.Left.Label.Text = label;
        return (label.Length == 0 ? 14 : 40) + shown.Labelled.Select(tick => ChartStyle.WidthOf(tick.Label)).DefaultIfEmpty(0).Max();
    }

    /// <summary>The marks as the library draws them.</summary>
    public ITickGenerator Generator() => new ScottPlot.TickGenerators.NumericManual(
        [.. Labelled.Select(tick => new Tick(tick.Place, tick.Label)), .. Minor.Select(Tick.Minor)]);

    /// <summary>Each second, third and so on of the labels, so that no more are left than have room.</summary>
    public Ticks Thinned(int most)
    {
        var step = (Labelled.Length + most - 1) / Math.Max(1, most);
        return step <= 1 ? this : this with { Labelled = [.. Labelled.Where((_, index) => index % step == 0)] };
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
