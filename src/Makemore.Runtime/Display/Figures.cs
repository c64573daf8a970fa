using System.Globalization;

namespace Makemore.Runtime.Display;

/// <summary>Numbers as all tables and charts show them, in the invariant culture.</summary>
internal static class Figures
{
    /// <summary>A loss in nats with four decimals, or a dash where there is none.</summary>
    public static string Loss(double? value) => Number(value, "0.0000");

    /// <summary>The perplexity of a loss in nats: e to its power.</summary>
    public static string Perplexity(double? loss) => Number(loss is { } nats ? Math.Exp(nats) : null, "0.00");

    /// <summary>A number of things, with separators of thousands.</summary>
    public static string Count(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A time in seconds with one decimal.</summary>
    public static string Seconds(double? value) => Number(value, "0.0");

    /// <summary>A time as hours, minutes and seconds: <c>00:01:30</c>; also of more than a day.</summary>
    public static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");

    /// <summary>How many a second, with three digits or more.</summary>
    public static string Rate(double perSecond) => perSecond.ToString(
        perSecond >= 100 ? "N0" : perSecond >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>A share of a whole in percent.</summary>
    public static string Share(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);

    /// <summary>A measured figure: as exact as it is where a whole number is expected, else with seven decimals.</summary>
    public static string Measured(double? value, double expected) =>
        double.IsInteger(expected) && value is { } number && double.IsInteger(number)
            ? Exact(number)
            : Number(value, "0.0000000");

    /// <summary>A number with as many decimals as it has, and no exponent.</summary>
    public static string Exact(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Number(double? value, string format) => value switch
    {
        null => "-",
        double.PositiveInfinity => "inf",
        double.NaN => "nan",
        { } number => number.ToString(format, CultureInfo.InvariantCulture),
    };
}
