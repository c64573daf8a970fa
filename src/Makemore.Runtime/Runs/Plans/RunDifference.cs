using System.Collections.Immutable;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>How a run differs from that of its experiment's spec.</summary>
/// <param name="Changes">The settings that differ, from the spec's value to the run's.</param>
/// <param name="Beyond">What else differs: the network, the data, the numbers that the backend computes.</param>
internal sealed record RunDifference(ImmutableArray<SettingChange> Changes, ImmutableArray<string> Beyond)
{
    /// <summary>No difference.</summary>
    public static RunDifference None { get; } = new([], []);

    /// <summary>In short: <c>hidden=300 training.steps=100</c>.</summary>
    public string Text => string.Join(' ',
    [
        .. Changes.Select(change => change.To is null ? $"no {PlanSettings.NameOf(change.Key)}" : $"{PlanSettings.NameOf(change.Key)}={change.To}"),
        .. Beyond.Select(text => $"({text})"),
    ]);

    /// <summary>The difference of two runs.</summary>
    /// <param name="own">The run of the experiment's spec.</param>
    /// <param name="run">The other run.</param>
    public static RunDifference Of(RunIdentity own, RunIdentity run) => new(
        [.. own.ChangesTo(run)],
        [
            .. run.Network == own.Network ? (string[])[] : ["another network"],
            .. run.Data == own.Data ? (string[])[] : ["other data"],
            .. run.Numerics == own.Numerics ? (string[])[] : [run.Numerics],
        ]);
}
