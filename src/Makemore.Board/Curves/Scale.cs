using System.Collections.Immutable;
using System.Globalization;
using Makemore.Runtime.Display;

namespace Makemore.Board.Curves;

/// <summary>Maps values to pixels, along equal differences or equal ratios, with ticks at round values.</summary>
/// <param name="From">The least value.</param>
/// <param name="To">The greatest value.</param>
/// <param name="Start">The pixel of the least.</param>
/// <param name="End">The pixel of the greatest.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equally far apart; all values are above 0 then.</param>
internal readonly record struct Scale(double From, double To, double Start, double End, bool IsLogarithmic)
{
    /// <summary>A scale over some values; over [0, 1] where there are none.</summary>
    public static Scale Over(IEnumerable<double> values, double start, double end, bool isLogarithmic)
    {
        var (from, to) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (double.IsFinite(value) && (!isLogarithmic || value > 0))
            {
                (from, to) = (Math.Min(from, value), Math.Max(to, value));
            }
        }

        return from > to ? new(isLogarithmic ? 0.1 : 0, 1, start, end, isLogarithmic)
            : from < to ? new(from, to, start, end, isLogarithmic)
            : isLogarithmic ? new(from / 2, to * 2, start, end, true)
            : new(from - 0.5, to + 0.5, start, end, false);
    }

    /// <summary>The pixel of a value; values outside go to the nearer end.</summary>
    public double At(double value) => Start + ((End - Start) * Math.Clamp(Share(value), 0, 1));

    /// <summary>The value of a pixel.</summary>
    public double ValueAt(double pixel)
    {
        var share = Math.Clamp((pixel - Start) / (End - Start), 0, 1);
        return IsLogarithmic ? From * Math.Pow(To / From, share) : From + (share * (To - From));
    }

    /// <summary>Round values within the scale, about so many.</summary>
    public ImmutableArray<double> Ticks(int about)
    {
        if (IsLogarithmic && To / From > 20)
        {
            var (from, to) = (From, To);
            return [.. Enumerable.Range((int)Math.Floor(Math.Log10(From)), 40).SelectMany(power => (double[])[1, 3])
                .Select((digit, index) => digit * Math.Pow(10, Math.Floor(Math.Log10(from)) + (index / 2)))
                .Where(tick => tick >= from && tick <= to)];
        }

        return [.. RoundNumbers.Within(From, To, about)];
    }

    /// <summary>A tick as a text: <c>12k</c>, <c>2.25</c>.</summary>
    public static string Text(double value)
    {
        var (scaled, unit) = Math.Abs(value) switch
        {
            >= 1e9 => (value / 1e9, "G"),
            >= 1e6 => (value / 1e6, "M"),
            >= 1e4 => (value / 1e3, "k"),
            _ => (value, ""),
        };
        return scaled.ToString("0.####", CultureInfo.InvariantCulture) is var text && text is "0" or "-0" && value != 0
            ? value.ToString("0.#e0", CultureInfo.InvariantCulture)
            : text + unit;
    }

    private double Share(double value) => IsLogarithmic
        ? Math.Log(Math.Max(value, From) / From) / Math.Log(To / From)
        : (value - From) / (To - From);
}
