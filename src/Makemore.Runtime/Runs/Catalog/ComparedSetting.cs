using System.Collections.Immutable;
using Makemore.Format;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>A setting in which runs differ.</summary>
/// <param name="Key">The key, or a word for what else differs: <c>network</c>, <c>data</c>, <c>numerics</c>.</param>
/// <param name="Values">Its value in each run; null where that has none.</param>
internal sealed record ComparedSetting(string Key, ImmutableArray<string?> Values)
{
    private const int Digits = 12;

    /// <summary>
    /// Each key by which a run differs from the first, with its value in all of them. What some runs have and others do not is
    /// left out where it is at its default: the kinds of the models tell that already.
    /// </summary>
    public static ImmutableArray<ComparedSetting> Of(IReadOnlyList<StoredRun> runs)
    {
        RunIdentity[] identities = [.. runs.Select(run => run.Folder.Identity)];
        var keys = identities.SelectMany(identity => identities[0].ChangesTo(identity)).Select(change => change.Key)
            .Distinct().Order(StringComparer.Ordinal);
        return
        [
            .. keys.Select(key => new ComparedSetting(key, [.. identities.Select(identity => identity.Settings.GetValueOrDefault(key))]))
                .Where(setting => setting.Values.Any(value => value is not null && value != SpecKeys.Find(setting.Key)?.Default)),
            .. Beyond("network", identity => identity.Network),
            .. Beyond("data", identity => identity.Data),
            .. Beyond("numerics", identity => identity.Numerics),
        ];

        IEnumerable<ComparedSetting> Beyond(string name, Func<RunIdentity, string> valueOf) =>
            identities.Select(valueOf).Distinct().Count() == 1 ? []
                : [new(name, [.. identities.Select(valueOf).Select(value => value.Length == 0 ? null : value[..Math.Min(Digits, value.Length)])])];
    }
}
