using System.Text.RegularExpressions;
using Makemore.Runtime;
using Makemore.Runtime.Models;

namespace Makemore.Cli.Commands;

/// <summary>Chooses experiments by name or by glob: <c>*</c> and <c>?</c> within a folder, <c>**</c> across folders.</summary>
internal static class Selection
{
    /// <summary>Those of the project's top folder, which run when no command is given.</summary>
    public static IReadOnlyList<Experiment> TopFolder(IReadOnlyList<Experiment> experiments) =>
        [.. experiments.Where(experiment => !experiment.Name.Contains('/', StringComparison.Ordinal))];

    /// <summary>Whether a pattern may stand for several names.</summary>
    public static bool IsGlob(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

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
        var wanted = WithoutEnding(pattern);
        Experiment[] found = IsGlob(wanted)
            ? [.. experiments.Where(experiment => Regex.IsMatch(experiment.Name, ToRegex(wanted), RegexOptions.CultureInvariant))]
            : [.. experiments.Where(experiment => experiment.Name == wanted)];
        return found.Length > 0 ? found : throw NotFound(experiments, pattern);
    }

    // A path that the shell has completed names the spec as well: ./lectures/part2-mlp.yaml.
    private static string WithoutEnding(string pattern)
    {
        var name = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        return name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^".yaml".Length] : name;
    }

    private static string ToRegex(string glob) => "^" + Regex.Escape(glob)
        .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
        .Replace(@"\*\*", ".*", StringComparison.Ordinal)
        .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
        .Replace(@"\?", "[^/]", StringComparison.Ordinal) + @"\z";

    private static MakemoreException NotFound(IReadOnlyList<Experiment> experiments, string pattern)
    {
        if (IsGlob(pattern))
        {
            return new($"No experiment matches '{pattern}'. `list` shows all of them.");
        }

        var names = experiments.Select(experiment => experiment.Name).ToArray();
        var ofOtherFolder = names.FirstOrDefault(name => name.EndsWith('/' + pattern, StringComparison.Ordinal));
        var suggestion = ofOtherFolder is null ? Suggestion.For(pattern, names) : $" Did you mean '{ofOtherFolder}'?";
        return new($"There is no experiment '{pattern}'.{suggestion} `list` shows all of them.");
    }
}
