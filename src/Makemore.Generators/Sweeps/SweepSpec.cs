using Makemore.Generators.Collections;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Sweeps;

/// <summary>A sweep as its spec says it; what the experiments make of the values is not known yet.</summary>
/// <param name="Name">The path below the project without its ending: <c>sweeps/mlp-size</c>.</param>
/// <param name="Description">One sentence, or empty.</param>
/// <param name="Settings">The plain keys below <c>sweep</c>, by paths such as <c>search.type</c>.</param>
/// <param name="Over">The experiments, by names and globs.</param>
/// <param name="Axes">What is varied.</param>
public sealed record SweepSpec(
    string Name,
    string Description,
    EquatableArray<Setting> Settings,
    EquatableArray<SpecScalar> Over,
    EquatableArray<SweepAxis> Axes)
{
    /// <summary>The value of a plain key, or null where it is not given.</summary>
    public SettingValue? Find(string path) => Settings.FirstOrDefault(setting => setting.Path == path)?.Value;
}

/// <summary>A key that a sweep varies.</summary>
/// <param name="Key">The key as it stands in the spec.</param>
/// <param name="Path">The key in full: <c>model.hidden</c>.</param>
/// <param name="Values">Its values.</param>
/// <param name="Over">The experiments that it is for; all where it is empty.</param>
public sealed record SweepAxis(SpecScalar Key, string Path, AxisValues Values, EquatableArray<SpecScalar> Over);

/// <summary>The values of an axis.</summary>
/// <param name="Location">Where they stand.</param>
public abstract record AxisValues(SourceLocation Location);

/// <summary>A list.</summary>
/// <param name="Items">The values, as what stands behind the key in an experiment's spec.</param>
/// <param name="Location">Where they stand.</param>
public sealed record ListedValues(EquatableArray<SpecNode> Items, SourceLocation Location) : AxisValues(Location);

/// <summary>A range of numbers.</summary>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="IsInteger">Whether it is of whole numbers.</param>
/// <param name="IsLogarithmic">Whether equal ratios are equally likely.</param>
/// <param name="Location">Where they stand.</param>
public sealed record RangeValues(
    SpecScalar Minimum, SpecScalar Maximum, bool IsInteger, bool IsLogarithmic, SourceLocation Location) : AxisValues(Location);
