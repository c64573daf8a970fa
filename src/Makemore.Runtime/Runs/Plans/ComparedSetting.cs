using System.Collections.Immutable;
using Makemore.Format;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>A key by which runs differ.</summary>
/// <param name="Key">The key; <c>network</c>, <c>data</c> or <c>numerics</c> for what is no setting.</param>
/// <param name="Values">Its value in each run; null where it has none.</param>
internal sealed record ComparedSetting(string Key, ImmutableArray<string?> Values)
{
    private const int HashDigits = 12;

    /// <summary>
    /// Each key by which a run differs from the first, with its value in all of them. What some runs have and others do not is left
    /// out where it is at its default: the kinds of the models tell that already.
    /// </summary>
    /// <param name="runs">The runs, one or more.</param>
    public static ImmutableArray<ComparedSetting> Of(IReadOnlyList<RunIdentity> runs)
    {
        var keys = runs.SelectMany(run => runs[0].ChangesTo(run)).Select(change => change.Key).Distinct().Order(StringComparer.Ordinal);
        return
        [
            .. keys.Select(key => new ComparedSetting(key, [.. runs.Select(run => run.Settings.GetValueOrDefault(key))]))
                .Where(setting => setting.Values.Any(value => value is not null && value != SpecKeys.Find(setting.Key)?.Default)),
            .. Beyond("network", run => run.Network),
            .. Beyond("data", run => run.Data),
            .. Beyond("numerics", run => run.Numerics),
        ];

        IEnumerable<ComparedSetting> Beyond(string name, Func<RunIdentity, string> valueOf) =>
            runs.Select(valueOf).Distinct().Count() == 1 ? []
                : [new(name, [.. runs.Select(valueOf).Select(value => value.Length == 0 ? null : value[..Math.Min(HashDigits, value.Length)])])];
    }
}
