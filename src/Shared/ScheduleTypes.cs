namespace Makemore.Format;

/// <summary>A curve that a number follows over the steps.</summary>
/// <param name="Word">Its name in a spec.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Parameters">Its numbers, in the order of the canonical text.</param>
internal sealed record ScheduleType(string Word, string Summary, IReadOnlyList<ScheduleParameter> Parameters);

/// <summary>A number of a curve.</summary>
/// <param name="Key">Its name, type and range.</param>
/// <param name="Default">Its value where it is left out; null where it is required or follows from others.</param>
internal sealed record ScheduleParameter(SpecKey Key, double? Default);

/// <summary>The curves of a schedule: the other table of the format.</summary>
internal static class ScheduleTypes
{
    /// <summary>The one number that every curve needs.</summary>
    public const string Peak = "peak";

    /// <summary>The steps before the peak.</summary>
    public const string Warmup = "warmup";

    private static readonly SpecKey[] Keys =
    [
        new(Peak, ValueKind.Number, "The greatest rate.") { Minimum = 0 },
        new(Warmup, ValueKind.Integer, "The steps before the peak; of one-cycle the step of the peak, 0.3 * steps - " +
            "1 where it is left out.") { Minimum = 0, Maximum = 1e15 },
        new("initial", ValueKind.Number, "The rate at step 0; peak / 25 where it is left out.") { Minimum = 0 },
        new("final", ValueKind.Number, "The rate that the curve ends at; of one-cycle peak / 250000 where it is left " +
            "out, else 0.") { Minimum = 0 },
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ScheduleType> All { get; } =
    [
        new("constant", "The peak at every step after the warm-up.", [Of(Peak), Of(Warmup, 0)]),
        new("linear", "In a straight line from the peak to the final rate.", [Of(Peak), Of(Warmup, 0), Of("final", 0)]),
        new("cosine", "Along half a cosine from the peak to the final rate (Loshchilov and Hutter, 2017, " +
            "arXiv:1608.03983).", [Of(Peak), Of(Warmup, 0), Of("final", 0)]),
        new(
            "one-cycle",
            "Along half a cosine from the initial rate up to the peak, and along another down to the final rate " +
                "(Smith and Topin, 2018, arXiv:1708.07120).",
            [Of(Peak), Of(Warmup), Of("initial"), Of("final")]),
    ];

    /// <summary>The curve of a name, or null.</summary>
    public static ScheduleType? Find(string word) => All.FirstOrDefault(type => type.Word == word);

    /// <summary>The number of a name, of whatever curve, or null.</summary>
    public static SpecKey? Parameter(string name) => Keys.FirstOrDefault(key => key.Path == name);

    private static ScheduleParameter Of(string name, double? value = null) => new(Parameter(name)!, value);
}
