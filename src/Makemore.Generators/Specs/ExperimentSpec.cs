using Makemore.Format;
using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;

namespace Makemore.Generators.Specs;

/// <summary>A spec whose every rule of format has been checked, with the defaults of all keys that it leaves out.</summary>
/// <param name="Name">The path below the project without its ending: <c>lectures/part3-batchnorm</c>.</param>
/// <param name="Description">One sentence, or empty.</param>
/// <param name="Settings">Every leaf key that applies, in the order of <see cref="SpecKeys"/>; the model
/// is apart.</param>
/// <param name="Model">The model, not evaluated yet.</param>
public sealed record ExperimentSpec(
    string Name,
    string Description,
    EquatableArray<Setting> Settings,
    ModelSource Model)
{
    /// <summary>The value at a dotted path, or null where it is not set or does not apply.</summary>
    public SettingValue? Find(string path) => Settings.FirstOrDefault(setting => setting.Path == path)?.Value;
}

/// <summary>A leaf key and its value.</summary>
/// <param name="Path">The keys from the top, with dots: <c>training.learning-rate</c>.</param>
/// <param name="Value">The value.</param>
public sealed record Setting(string Path, SettingValue Value);

/// <summary>A typed value of a key.</summary>
public abstract record SettingValue
{
    /// <summary>The value as a spec writes it, by which conditions know it; null for one that is no single word or number.</summary>
    public virtual string? Text => null;
}

/// <summary>A whole number.</summary>
public sealed record IntegerValue(long Value) : SettingValue
{
    /// <inheritdoc/>
    public override string Text => SpecText.Format(Value);
}

/// <summary>A real number.</summary>
public sealed record NumberValue(double Value) : SettingValue
{
    /// <inheritdoc/>
    public override string Text => SpecText.Format(Value);
}

/// <summary>A word in the place of a number.</summary>
/// <param name="TypeName">The runtime's union of numbers and words, below <c>Makemore.Runtime.Specs</c>.</param>
/// <param name="Word">The word as the spec writes it: <c>full</c>.</param>
public sealed record NumberWordValue(string TypeName, string Word) : SettingValue
{
    /// <inheritdoc/>
    public override string Text => Word;
}

/// <summary>A text.</summary>
public sealed record TextValue(string Value) : SettingValue
{
    /// <inheritdoc/>
    public override string Text => Value;
}

/// <summary>One word of a fixed list.</summary>
/// <param name="TypeName">The runtime's enum, below <c>Makemore.Runtime.Specs</c>.</param>
/// <param name="Value">The word as the spec writes it: <c>add-k</c>.</param>
public sealed record ChoiceValue(string TypeName, string Value) : SettingValue
{
    /// <inheritdoc/>
    public override string Text => Value;
}

/// <summary>A number that changes with the step: constant where there is one entry, for step 0.</summary>
public sealed record ScheduleValue(EquatableArray<SchedulePoint> Points) : SettingValue;

/// <summary>A number that follows a curve over the steps.</summary>
/// <param name="Type">The curve: <c>cosine</c>.</param>
/// <param name="Parameters">Its numbers, in the order of <see cref="ScheduleTypes"/>.</param>
public sealed record CurveValue(string Type, EquatableArray<CurveParameter> Parameters) : SettingValue;

/// <summary>A number of a curve.</summary>
public sealed record CurveParameter(string Name, double Value);

/// <summary>From a step on, a value.</summary>
public sealed record SchedulePoint(long Step, double Value);

/// <summary>What a spec promises of its results.</summary>
public sealed record ExpectationsValue(EquatableArray<Expectation> Items) : SettingValue;

/// <summary>A promised figure.</summary>
/// <param name="Metric">The name of the figure: <c>dev-loss</c>, <c>loss</c>, <c>parameters</c>.</param>
/// <param name="Step">The step of a training loss, or null for a figure of the finished run.</param>
/// <param name="Value">The value.</param>
/// <param name="Tolerance">The largest distance that still fits.</param>
public sealed record Expectation(string Metric, long? Step, double Value, double Tolerance);

/// <summary>A model as the spec gives it.</summary>
/// <param name="Type">The name of a preset, <c>ngram</c>, or <c>program</c>.</param>
/// <param name="Program">The program's scalar; null for a preset and for <c>ngram</c>.</param>
/// <param name="Arguments">The values given to the preset's parameters or to the program's numbers.</param>
/// <param name="Location">The place to name where the model as a whole is wrong.</param>
public sealed record ModelSource(
    string Type, SpecScalar? Program, EquatableArray<SpecEntry> Arguments, SourceLocation Location);
