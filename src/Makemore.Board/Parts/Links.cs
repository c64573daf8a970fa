using System.Globalization;
using Makemore.Board.Reading;

namespace Makemore.Board.Parts;

/// <summary>Addresses of pages, and times as they show them.</summary>
internal static class Links
{
    /// <summary>The page of a run.</summary>
    public static string Of(BoardRun run) => OfRun(run.Key);

    /// <summary>The page of a run by its key.</summary>
    public static string OfRun(string key) => $"run?key={Uri.EscapeDataString(key)}";

    /// <summary>The report of a run.</summary>
    public static string Report(BoardRun run) => $"reports?run={Uri.EscapeDataString(run.Key)}";

    /// <summary>The page of a sweep.</summary>
    public static string Of(BoardSweep sweep) => $"sweep?name={Uri.EscapeDataString(sweep.Name)}";

    /// <summary>Runs side by side.</summary>
    public static string Compare(IEnumerable<string> keys) => "compare?" + string.Join('&', keys.Select(key => $"run={Uri.EscapeDataString(key)}"));

    /// <summary>A time that is left: <c>1:02:03</c>, <c>0:09</c>.</summary>
    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
}
