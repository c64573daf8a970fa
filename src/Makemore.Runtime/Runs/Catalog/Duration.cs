using System.Globalization;
using System.Text.RegularExpressions;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>Spans of time with one unit: <c>30d</c>, <c>90 s</c>.</summary>
internal static partial class Duration
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("w", TimeSpan.FromDays(7)), ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("min", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Reads a span.</summary>
    /// <param name="name">What it is for, for the message.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="MakemoreException">It is none.</exception>
    public static TimeSpan Parse(string name, string text)
    {
        var match = Pattern().Match(text);
        var unit = Units.FirstOrDefault(unit => unit.Unit == match.Groups["unit"].Value);
        return unit.Unit is not null
            && double.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number)
            && number * unit.Length.TotalDays <= TimeSpan.MaxValue.TotalDays / 2
            ? number * unit.Length
            : throw new MakemoreException(
                $"{name}: expected a number with a unit ({string.Join(", ", Units.Select(unit => unit.Unit))}), such as 30d, found '{text}'.");
    }

    /// <summary>A span in its largest unit that is not below one, such as <c>3 d</c>.</summary>
    public static string Short(TimeSpan span)
    {
        var unit = Units.SkipLast(1).Where(unit => unit.Unit != "w").FirstOrDefault(unit => span >= unit.Length, Units[^1]);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Max(0, span / unit.Length)):0} {unit.Unit}");
    }

    [GeneratedRegex(@"^(?<number>\d+(\.\d+)?) ?(?<unit>[a-z]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
