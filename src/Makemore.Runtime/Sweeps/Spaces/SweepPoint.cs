using System.Globalization;
using Makemore.Format;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Sweeps.Spaces;

/// <summary>A value for each axis that applies, by key; equal where all values are.</summary>
/// <param name="Values">The values as a spec writes them.</param>
public sealed record SweepPoint(NamedValues<string> Values)
{
    /// <summary>A point without a value.</summary>
    public static SweepPoint Empty { get; } = new([]);

    /// <summary>The experiment, where a sweep is over several; else null.</summary>
    public string? Experiment => this[Axis.Experiment];

    /// <summary>The value on an axis, or null where the axis does not apply.</summary>
    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>A point of some values.</summary>
    public static SweepPoint Of(params IEnumerable<(string Key, string Value)> values) =>
        new(NamedValues<string>.Of(values));

    /// <summary>Whether there is a value on an axis.</summary>
    public bool Has(string key) => Values.ContainsKey(key);

    /// <summary>The value on an axis as a text.</summary>
    /// <exception cref="KeyNotFoundException">The point has none.</exception>
    public string Text(string key) => Values[key];

    /// <summary>The value on an axis of whole numbers.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public long Integer(string key) => SettingReader.Integer(key, Values[key]);

    /// <summary>The value on an axis of numbers.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public double Number(string key) => SettingReader.Number(key, Values[key]);

    /// <summary>The value on an axis of yes and no.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public bool Boolean(string key) => Values[key] == "true";

    /// <summary>The value on an axis of words.</summary>
    /// <inheritdoc cref="Text" path="/exception"/>
    public T Word<T>(string key)
        where T : struct, Enum => Enum.Parse<T>(SpecText.Member(Values[key]));

    /// <summary>The point with a value on another axis too; the same point where it is null.</summary>
    public SweepPoint With(string key, string? value) =>
        value is null ? this : new(NamedValues<string>.Of(Values.Where(pair => pair.Key != key).Select(pair => (pair.Key, pair.Value)).Append((key, value))));

    /// <inheritdoc cref="With(string, string)"/>
    public SweepPoint With(string key, long? value) => With(key, value is { } number ? SpecText.Format(number) : null);

    /// <inheritdoc cref="With(string, string)"/>
    public SweepPoint With(string key, double? value) => With(key, value is { } number ? SpecText.Format(number) : null);

    /// <inheritdoc cref="With(string, string)"/>
    public SweepPoint With(string key, bool? value) =>
        With(key, value?.ToString(CultureInfo.InvariantCulture).ToLowerInvariant());

    /// <inheritdoc cref="With(string, string)"/>
    public SweepPoint With<T>(string key, T value)
        where T : struct, Enum => With(key, SettingText.Of(value));

    /// <inheritdoc cref="With(string, string)"/>
    public SweepPoint With<T>(string key, T? value)
        where T : struct, Enum => value is { } word ? With(key, word) : this;

    /// <summary>The values on one line: <c>model.hidden=100 training.learning-rate=0.1</c>.</summary>
    public override string ToString() => string.Join(' ', Values.Select(pair => $"{pair.Key}={pair.Value}"));
}
