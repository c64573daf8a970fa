using Makemore.Format;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>
/// Chooses runs: by the name of their experiment or a <see cref="Glob"/>, by name and the first digits of the hash,
/// <c>mlp@1f2e</c>, or by the path of their folder.
/// </summary>
internal static class RunSelection
{
    /// <summary>All runs that the patterns name, whatever their settings, in the order of the catalog; all without a pattern.</summary>
    /// <exception cref="MakemoreException">A pattern names neither an experiment nor a run.</exception>
    public static IEnumerable<StoredRun> All(RunCatalog catalog, IReadOnlyCollection<string> patterns)
    {
        if (patterns.Count == 0)
        {
            return catalog.Runs;
        }

        var chosen = patterns.SelectMany(pattern => Match(catalog, pattern)).ToHashSet();
        return catalog.Runs.Where(chosen.Contains);
    }

    /// <summary>
    /// The runs that the patterns mean, in their order, each once. A name alone means the run of the experiment's present spec; a
    /// glob those of all experiments that have one.
    /// </summary>
    /// <param name="catalog">The runs.</param>
    /// <param name="currentFolder">What a relative path is relative to.</param>
    /// <param name="patterns">The patterns.</param>
    /// <exception cref="MakemoreException">There is no such run; the message has the command that makes it.</exception>
    public static IReadOnlyList<StoredRun> Present(RunCatalog catalog, string currentFolder, IEnumerable<string> patterns) =>
        [.. patterns.SelectMany(pattern => Present(catalog, currentFolder, pattern)).DistinctBy(run => run.Folder.Path)];

    private static IReadOnlyList<StoredRun> Present(RunCatalog catalog, string currentFolder, string pattern)
    {
        if (catalog.At(Path.GetFullPath(pattern, currentFolder)) is { } folder)
        {
            return [folder];
        }

        var runs = Match(catalog, pattern);
        if (pattern.Contains('@', StringComparison.Ordinal))
        {
            return runs;
        }

        StoredRun[] present = [.. runs.Where(run => run.Present?.Hash == run.Hash)];
        if (present.Length > 0)
        {
            return present;
        }

        // The experiment is gone, and with it the spec that chose between its runs.
        return runs is [{ HasExperiment: false } only] ? [only] : throw Missing(catalog, Glob.WithoutEnding(pattern), runs);
    }

    private static StoredRun[] Match(RunCatalog catalog, string pattern)
    {
        var at = pattern.LastIndexOf('@');
        var name = Glob.WithoutEnding(at < 0 ? pattern : pattern[..at]);
        StoredRun[] ofName = [.. catalog.Runs.Where(run => Glob.Matches(name, run.Name))];
        if (ofName.Length == 0 && !catalog.Experiments.Any(experiment => Glob.Matches(name, experiment)))
        {
            var names = catalog.Experiments.Concat(catalog.Runs.Select(run => run.Name)).Distinct();
            throw new MakemoreException(
                $"There is neither an experiment nor a run '{name}'.{Suggestion.For(name, names)} `runs` shows all runs.");
        }

        if (at < 0)
        {
            return ofName;
        }

        var digits = pattern[(at + 1)..];
        StoredRun[] found = [.. ofName.Where(run => Glob.IsGlob(digits)
            ? Glob.Matches(digits, run.Hash) : run.Hash.StartsWith(digits, StringComparison.Ordinal))];
        return found.Length == 1 || (found.Length > 1 && Glob.IsGlob(digits)) ? found : throw new MakemoreException(
            $"'{pattern}' names {(found.Length == 0 ? "no run" : $"{found.Length} runs")}. {Known(name, ofName)}".TrimEnd());
    }

    private static MakemoreException Missing(RunCatalog catalog, string name, StoredRun[] runs) => new(
        catalog.Experiments.Any(experiment => Glob.Matches(name, experiment))
            ? $"'{name}' has no run with the settings of its spec. `train {name}` makes it. {Known(name, runs)}".TrimEnd()
            : $"'{name}' is no experiment of the project any more. {Known(name, runs)}");

    private static string Known(string name, StoredRun[] runs) => runs.Length == 0
        ? ""
        : $"Its runs are {string.Join(", ", runs.Take(5).Select(run => $"{run.Name}@{run.Hash}"))}" +
            (runs.Length > 5 ? $" and {runs.Length - 5} more; `runs {name}` shows all." : ".");
}
