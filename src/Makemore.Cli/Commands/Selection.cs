using Makemore.Format;
using Makemore.Runtime;
using Makemore.Runtime.Models;

namespace Makemore.Cli.Commands;

/// <summary>Chooses experiments by name or by <see cref="Glob"/>.</summary>
internal static class Selection
{
    /// <summary>Those of the project's top folder, which run when no command is given.</summary>
    public static IReadOnlyList<Experiment> TopFolder(IReadOnlyList<Experiment> experiments) =>
        [.. experiments.Where(experiment => !experiment.Name.Contains('/', StringComparison.Ordinal))];

    /// <summary>The experiments that the patterns name, each once, in the order of the patterns.</summary>
    /// <exception cref="MakemoreException">A pattern names none.</exception>
    public static IReadOnlyList<Experiment> Find(IReadOnlyList<Experiment> experiments, IEnumerable<string> patterns) =>
        [.. patterns.SelectMany(pattern => Match(experiments, pattern)).Distinct()];

    /// <summary>The one experiment of a name.</summary>
    /// <exception cref="MakemoreException">There is none, or the pattern names several.</exception>
    public static Experiment Single(IReadOnlyList<Experiment> experiments, string pattern) =>
        Match(experiments, pattern) is [var experiment, .. var others]
            ? others.Length == 0 ? experiment : throw new MakemoreException(
                $"'{pattern}' names {others.Length + 1} experiments, but this command takes one.")
            : throw NotFound(experiments, pattern);

    private static Experiment[] Match(IReadOnlyList<Experiment> experiments, string pattern)
    {
        var wanted = Glob.WithoutEnding(pattern);
        Experiment[] found = [.. experiments.Where(experiment => Glob.Matches(wanted, experiment.Name))];
        return found.Length > 0 ? found : throw NotFound(experiments, pattern);
    }

    private static MakemoreException NotFound(IReadOnlyList<Experiment> experiments, string pattern)
    {
        if (Glob.IsGlob(pattern))
        {
            return new($"No experiment matches '{pattern}'. `list` shows all of them.");
        }

        var names = experiments.Select(experiment => experiment.Name).ToArray();
        var ofOtherFolder = names.FirstOrDefault(name => name.EndsWith('/' + pattern, StringComparison.Ordinal));
        var suggestion = ofOtherFolder is null ? Suggestion.For(pattern, names) : $" Did you mean '{ofOtherFolder}'?";
        return new($"There is no experiment '{pattern}'.{suggestion} `list` shows all of them.");
    }
}
