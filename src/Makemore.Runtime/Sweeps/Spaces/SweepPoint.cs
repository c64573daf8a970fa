using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Sweeps.Spaces;

/// <summary>A value for each axis that applies, by key; equal where all values are.</summary>
/// <param name="Values">The values as a spec writes them.</param>
public sealed record SweepPoint(NamedValues<string> Values)
{
    /// <summary>The experiment, where a sweep is over several; else null.</summary>
    public string? Experiment => this[Axis.Experiment];

    /// <summary>The value on an axis, or null where the axis does not apply.</summary>
    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>A point of some values.</summary>
    public static SweepPoint Of(params IEnumerable<(string Key, string Value)> values) =>
        new(NamedValues<string>.Of(values));

    /// <summary>The values on one line: <c>model.hidden=100 training.learning-rate=0.1</c>.</summary>
    public override string ToString() => string.Join(' ', Values.Select(pair => $"{pair.Key}={pair.Value}"));
}
