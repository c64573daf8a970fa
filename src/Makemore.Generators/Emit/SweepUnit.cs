using Makemore.Generators.Collections;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Emit;

/// <summary>All that the code of one sweep is made from.</summary>
/// <param name="Name">The path of the spec below the project without its ending.</param>
/// <param name="File">The path with its ending.</param>
/// <param name="Type">Where the class stands.</param>
/// <param name="Description">One sentence, or empty.</param>
/// <param name="Settings">The plain keys that are given.</param>
/// <param name="Experiments">The names of the experiments that it is over.</param>
/// <param name="Axes">What is varied.</param>
/// <param name="Networks">What the points run on.</param>
public sealed record SweepUnit(
    string Name,
    string File,
    TypeName Type,
    string Description,
    EquatableArray<Setting> Settings,
    EquatableArray<string> Experiments,
    EquatableArray<AxisUnit> Axes,
    EquatableArray<NetworkUnit> Networks);

/// <summary>An axis of a sweep.</summary>
/// <param name="Path">The key: <c>model.hidden</c>.</param>
/// <param name="Kind">What its values are in C#.</param>
/// <param name="Words">The runtime's enum, for an axis of words; else empty.</param>
/// <param name="Domain">Its values.</param>
/// <param name="Over">The experiments that it is for.</param>
public sealed record AxisUnit(string Path, AxisKind Kind, string Words, DomainUnit Domain, EquatableArray<string> Over);

/// <summary>What the values of an axis are in C#.</summary>
public enum AxisKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A real number.</summary>
    Real,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A member of an enum.</summary>
    Word,

    /// <summary>What a spec writes.</summary>
    Text,
}

/// <summary>The values of an axis.</summary>
public abstract record DomainUnit;

/// <summary>A list of values as a spec writes them.</summary>
public sealed record ListUnit(EquatableArray<string> Values) : DomainUnit;

/// <summary>A range of numbers.</summary>
public sealed record RangeUnit(double Minimum, double Maximum, bool IsInteger, bool IsLogarithmic) : DomainUnit;

/// <summary>What some points of a sweep run on.</summary>
/// <param name="Experiment">The name of the experiment.</param>
/// <param name="Base">The class of the experiment itself.</param>
/// <param name="Unit">The experiment with other values where the structure depends on them; null where it is the base.</param>
/// <param name="Where">The values of the points that run on it.</param>
public sealed record NetworkUnit(string Experiment, TypeName Base, ExperimentUnit? Unit, EquatableArray<ConditionUnit> Where);

/// <summary>Values of an axis.</summary>
public sealed record ConditionUnit(string Path, EquatableArray<string> Values);
