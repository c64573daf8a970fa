using System.Collections.Immutable;
using Makemore.Format;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>All keys that some runs have.</summary>
internal sealed class RunKeys
{
    private static readonly ImmutableArray<RunKey> Figures =
    [
        RunKey.Word("name", run => run.Name),
        RunKey.Word("hash", run => run.Hash),
        RunKey.Word("status", run => StoredRun.Word(run.Status)),
        RunKey.Figure("train-loss", run => run.Result?.Losses.Train),
        RunKey.Figure("dev-loss", run => run.Result?.Losses.Dev),
        RunKey.Figure("test-loss", run => run.Result?.Losses.Test),
        RunKey.Figure("perplexity", run => run.MeasuredLoss is { } loss ? Math.Exp(loss) : null),
        RunKey.Figure("parameters", run => run.Result?.Parameters),
        RunKey.Figure("seconds", run => run.Result?.Seconds),
        RunKey.Figure("steps", run => run.Steps),
        RunKey.Figure("age", run => run.Age.TotalSeconds, RunKeyKind.Duration),
    ];

    private readonly string[] settings;

    /// <summary>The figures, all settings of the format, and the hyperparameters of the runs.</summary>
    public RunKeys(IEnumerable<StoredRun> runs) => settings =
    [
        .. SpecKeys.All.Where(key => key.Kind != ValueKind.Model).Select(key => key.Path)
            .Union(runs.SelectMany(run => run.Folder.Identity.Settings.Keys), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// The key of a name: that of a figure, a key in full, or the end of one that no other key has: <c>learning-rate</c>.
    /// </summary>
    /// <exception cref="MakemoreException">There is none, or there are several.</exception>
    public RunKey Find(string name)
    {
        if (Figures.FirstOrDefault(key => key.Name == name) is { } figure)
        {
            return figure;
        }

        if (settings.Contains(name, StringComparer.Ordinal))
        {
            return RunKey.Setting(name);
        }

        string[] ends = [.. settings.Where(path => path.EndsWith('.' + name, StringComparison.Ordinal))];
        string[] shorthands = ends.Length > 0 ? ends : [.. Shorthands().Where(one => one.Short == name).Select(one => one.Path)];
        return shorthands switch
        {
            [var path] => RunKey.Setting(path),
            [] => throw new MakemoreException($"No run has a key '{name}'.{Suggestion.For(name, Names())} It is one of " +
                $"{string.Join(", ", Figures.Select(key => key.Name))}, or a setting such as training.steps or hidden."),
            _ => throw new MakemoreException($"'{name}' may be {string.Join(" or ", shorthands)}. Write one of them."),
        };
    }

    private IEnumerable<string> Names() => Figures.Select(key => key.Name)
        .Concat(settings.Select(path => path[(path.LastIndexOf('.') + 1)..])).Concat(settings);

    // What a word alone sets in a spec: `optimizer` is training.optimizer.type.
    private static IEnumerable<(string Short, string Path)> Shorthands() => SpecKeys.All
        .Where(key => Overrides.FindSetting(key.Section) == key)
        .SelectMany(key => (IEnumerable<(string, string)>)
            [(key.Section, key.Path), (key.Section[(key.Section.LastIndexOf('.') + 1)..], key.Path)])
        .Distinct();
}
