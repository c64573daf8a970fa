using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Makemore.Format;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>What a run is, as its folder records it before anything is computed.</summary>
/// <param name="Experiment">The name of the experiment.</param>
/// <param name="Hash">
/// The first 12 hexadecimal digits of the SHA-256 over what can change the numbers of the run, and nothing else: backend and
/// version, network, data, hyperparameters, and the settings with an effect that are not at their default, each behind its
/// length. So a key that is new in the format makes no other run of those that do not use it.
/// </param>
/// <param name="Numerics">The backend and the version of its numbers: <c>torch 1</c>.</param>
/// <param name="Network">The hash of the generated network; empty where the model is counted.</param>
/// <param name="Data">The hash of the data.</param>
/// <param name="Settings">Every setting and hyperparameter that applies, by key, as a spec writes it.</param>
/// <param name="IsOverridden">
/// Whether it is another run than that of the experiment's own spec, as that was when it began, or one of a sweep.
/// </param>
public sealed record RunIdentity(
    string Experiment,
    string Hash,
    string Numerics,
    string Network,
    string Data,
    NamedValues<string> Settings,
    bool IsOverridden)
{
    private const int FolderDigits = 12;

    private static readonly ImmutableHashSet<string> WithoutEffect =
        [.. SpecKeys.All.Where(key => !key.ChangesNumbers).Select(key => key.Path)];

    /// <summary>What a plan is on its data.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dataHash">The hash of the data, from <see cref="Data.CorpusLoader"/>.</param>
    public static RunIdentity Of(RunPlan plan, string dataHash)
    {
        var hash = HashOf(plan, dataHash);
        return new(
            plan.Name, hash, plan.Experiment.Numerics.ToString(), plan.Experiment.NetworkHash, dataHash,
            PlanSettings.ByPath(plan), IsOverridden: plan.IsOfSweep || hash != HashOf(RunPlan.Of(plan.Experiment), dataHash));
    }

    /// <summary>The settings with an effect that differ in another run, in the order of their keys.</summary>
    /// <param name="other">The other run.</param>
    public IEnumerable<SettingChange> ChangesTo(RunIdentity other) =>
        SettingChange.Between(Settings, other.Settings).Where(change => !WithoutEffect.Contains(change.Key));

    private static string HashOf(RunPlan plan, string dataHash)
    {
        var settings = PlanSettings.Of(plan).Where(setting => setting.TellsRunsApart);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (IEnumerable<string>)
            [
                plan.Experiment.Numerics.ToString(), plan.Experiment.NetworkHash, dataHash,
                .. settings.Select(setting => $"{setting.Path}: {setting.Value}"),
            ])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..FolderDigits];
    }
}

/// <summary>A setting that differs between two runs, specs or studies.</summary>
/// <param name="Key">The key: <c>training.steps</c>, <c>model.hidden</c>.</param>
/// <param name="From">The value of the one; null where it has none.</param>
/// <param name="To">The value of the other; null where it has none.</param>
public sealed record SettingChange(string Key, string? From, string? To)
{
    /// <summary>What differs, in the order of the keys.</summary>
    public static IEnumerable<SettingChange> Between(NamedValues<string> one, NamedValues<string> other) =>
        one.Keys.Union(other.Keys).Order(StringComparer.Ordinal)
            .Select(key => new SettingChange(key, one.GetValueOrDefault(key), other.GetValueOrDefault(key)))
            .Where(change => change.From != change.To);
}
