using System.Security.Cryptography;
using System.Text;
using Makemore.Format;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sweeps.Ledgers;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>Tells what a study is: the sweep as it is built now, on the data as they are now.</summary>
public static class StudyIdentities
{
    private const int FolderDigits = 12;

    // More trials, or another sentence about them, go on with the same study.
    private static readonly string[] WithoutEffect = ["trials"];

    /// <summary>The identity of the study that a sweep makes now.</summary>
    /// <exception cref="MakemoreException">The data of an experiment cannot be had.</exception>
    public static StudyIdentity Of(Sweep sweep, RunnerOptions options)
    {
        var settings = NamedValues<string>.Of(
        [
            .. SweepKeys.All.Where(key => !WithoutEffect.Contains(key.Path))
                .Select(key => (key.Path, Specs.SettingAccess.Text(sweep.Spec, key.Path)!)),
            .. sweep.Space.Axes.Select(axis => ($"axes.{axis.Key}", axis.Domain.ToString()!))
                .GroupBy(pair => pair.Item1, StringComparer.Ordinal)
                .Select(group => (group.Key, string.Join("; ", group.Select(pair => pair.Item2)))),
            .. sweep.Networks.SelectMany(network => Settings(network, options)).DistinctBy(pair => pair.Item1),
        ]);
        return Of(sweep.Name, settings);
    }

    /// <summary>What differs in another study, key by key.</summary>
    public static IEnumerable<SettingChange> ChangesTo(this StudyIdentity from, StudyIdentity to) =>
        SettingChange.Between(from.Settings, to.Settings);

    /// <summary>A study by all that decides on its numbers.</summary>
    internal static StudyIdentity Of(string name, NamedValues<string> settings) => new(name, HashOf(settings), settings);

    // Of a network that was built for some values of an axis, what differs from the experiment itself follows from those.
    private static IEnumerable<(string, string)> Settings(SweptNetwork network, RunnerOptions options)
    {
        var identity = RunFolder.Of(RunPlan.Of(network.Experiment), options).Identity;
        var at = network.Where.IsEmpty ? ""
            : $" at {string.Join(", ", network.Where.Select(condition => $"{condition.Key} {string.Join(" or ", condition.Values)}"))}";
        return
        [
            ($"{network.Experiment.Name}{at}: network", identity.Network),
            ($"{network.Experiment.Name}: data", identity.Data),
            ($"{network.Experiment.Name}: numerics", identity.Numerics),
            .. PlanSettings.Of(RunPlan.Of(network.Experiment)).Where(setting => setting.TellsRunsApart)
                .Select(setting => ($"{network.Experiment.Name}: {setting.Path}", setting.Value)),
        ];
    }

    private static string HashOf(NamedValues<string> settings)
    {
        var text = string.Concat(settings.Select(pair => $"{pair.Key}\n{pair.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..FolderDigits];
    }
}
