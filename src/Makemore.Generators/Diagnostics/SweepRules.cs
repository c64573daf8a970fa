using Makemore.Generators.Collections;

namespace Makemore.Generators.Diagnostics;

/// <summary>The rules of sweeps.</summary>
public static partial class Rules
{
    /// <summary>A sweep over an experiment that is not there.</summary>
    public static readonly Rule UnknownExperiment = new(
        "MKM4001", "Unknown experiment", "{0} `{1}`.{2}");

    /// <summary>A key that no sweep can vary.</summary>
    public static readonly Rule NoAxis = new(
        "MKM4002", "Not an axis", "`{0}` cannot be varied: {1}");

    /// <summary>Values that are no list and no range.</summary>
    public static readonly Rule WrongAxis = new(
        "MKM4003", "Wrong values of an axis", "The axis `{0}` takes a list such as `[0.1, 0.01]`, or a range such as " +
            "`log-uniform 0.001 1`, `uniform 0 0.5`, `int 1 4` or `log-int 16 256`, but this is {1}.{2}");

    /// <summary>An axis that some of the experiments do not have.</summary>
    public static readonly Rule AxisOfOthers = new(
        "MKM4004", "Axis of other experiments", "The axis `{0}` is not for `{1}`: {2} Where an axis is for some of the experiments " +
            "only, write `{{ values: [...], over: [...] }}`.");

    /// <summary>A point whose experiment does not compile.</summary>
    public static readonly Rule PointDoesNotFit = new(
        "MKM4005", "Point does not fit", "The point {0} of `{1}` does not fit{2}: {3}");

    /// <summary>A grid over real numbers.</summary>
    public static readonly Rule NoGrid = new(
        "MKM4006", "No grid", "A grid tries every value, but `{0}` is a range of real numbers. Write a list of values, or " +
            "choose `search: quasi-random` with a number of `trials`.");

    /// <summary>A key of an experiment beside a sweep.</summary>
    public static readonly Rule SweepIsNoExperiment = new(
        "MKM4007", "Sweep is no experiment", "`{0}` does not belong beside `sweep`, where only `description` may stand. {1}");

    /// <summary>A value that stands twice.</summary>
    public static readonly Rule RepeatedValue = new(
        "MKM4008", "Repeated value", "The axis `{0}` has the value `{1}` twice, and would try it twice. Keep one; to run each point " +
            "with several seeds, write `repeats: 3`.");

    /// <summary>More networks than a build should make.</summary>
    public static readonly Rule TooManyNetworks = new(
        "MKM4009", "Too many networks", "The axes make {0} different networks, each a class of its own, and a sweep may have {1}. " +
            "Leave out values of those that the structure depends on: {2}.");

    private static EquatableArray<Rule> ForSweeps =>
    [
        UnknownExperiment, NoAxis, WrongAxis, AxisOfOthers, PointDoesNotFit, NoGrid, SweepIsNoExperiment, RepeatedValue,
        TooManyNetworks,
    ];
}
