using System.Collections.Immutable;
using System.Text.Json;
using Makemore.Format;

namespace Makemore.Runtime.Specs;

/// <summary>
/// Values of settings as a spec writes them on one line, one text for each value; null where there is none. This is the one
/// place that writes them.
/// </summary>
internal static class SettingText
{
    /// <summary>A text as it is, without quotes.</summary>
    public static string? Of(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>A whole number.</summary>
    public static string Of(int value) => SpecText.Format((long)value);

    /// <summary>A whole number.</summary>
    public static string Of(long value) => SpecText.Format(value);

    /// <summary>The shortest number that reads back to the same value.</summary>
    public static string Of(double value) => SpecText.Format(value);

    /// <summary>A number, or <c>full</c>.</summary>
    public static string Of(BatchSize value) => value.ToString();

    /// <summary>A number, <c>fit</c> or <c>estimate</c>.</summary>
    public static string Of(SmoothingParameter value) => value.ToString();

    /// <summary>The word of a choice: <c>add-k</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>All words of a choice.</summary>
    public static IReadOnlyList<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => Of(value))];

    /// <summary>A number, or a mapping in braces.</summary>
    public static string Of(Schedule value) => value switch
    {
        ConstantSchedule { Warmup: 0 } constant => Of(constant.Peak),
        StepSchedule { Points: [{ Step: 0, Value: var only }] } => Of(only),
        StepSchedule steps => Mapping(steps.Points.Select(point => (Of(point.Step), (string?)Of(point.Value)))),
        ConstantSchedule curve => Curve("constant", curve.Peak, curve.Warmup),
        LinearSchedule curve => Curve("linear", curve.Peak, curve.Warmup, ("final", curve.Final)),
        CosineSchedule curve => Curve("cosine", curve.Peak, curve.Warmup, ("final", curve.Final)),
        OneCycleSchedule curve =>
            Curve("one-cycle", curve.Peak, curve.Warmup, ("initial", curve.Initial), ("final", curve.Final)),
        _ => throw new NotSupportedException($"A schedule of the type {value.GetType().Name} cannot be written."),
    };

    /// <summary>A number with its tolerance, or those of several steps.</summary>
    public static string? Of(ImmutableArray<Expectation> all, Figure figure)
    {
        Expectation[] promised = [.. all.Where(expectation => expectation.Figure == figure)];
        return promised switch
        {
            [] => null,
            [{ Step: null } only] => Tolerated(only),
            _ => Mapping(promised.Select(one => (Of(one.Step ?? 0), (string?)Tolerated(one)))),
        };
    }

    private static string Tolerated(Expectation expectation) => $"{Of(expectation.Value)} +- {Of(expectation.Tolerance)}";

    private static string Curve(string type, double peak, long? warmup, params ReadOnlySpan<(string Name, double? Value)> others) =>
        Mapping(
        [
            ("type", type), (ScheduleTypes.Peak, Of(peak)), (ScheduleTypes.Warmup, warmup is { } steps ? Of(steps) : null),
            .. others.ToArray().Select(other => (other.Name, other.Value is { } value ? Of(value) : null)),
        ]);

    private static string Mapping(IEnumerable<(string Key, string? Value)> entries) =>
        $"{{ {string.Join(", ", entries.Where(entry => entry.Value is not null).Select(entry => $"{entry.Key}: {entry.Value}"))} }}";
}
