using System.Text.RegularExpressions;

namespace Makemore.Cli.Catalog;

/// <summary>Patterns for names: <c>*</c> and <c>?</c> within a folder, <c>**</c> across folders.</summary>
internal static class Glob
{
    /// <summary>Whether a pattern may stand for several names.</summary>
    public static bool IsGlob(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether a pattern stands for a name.</summary>
    public static bool Matches(string pattern, string name) => IsGlob(pattern)
        ? Regex.IsMatch(name, ToRegex(pattern), RegexOptions.CultureInvariant)
        : name == pattern;

    /// <summary>
    /// The name that a pattern means: a path that the shell has completed names a spec as well, <c>./lectures/part2-mlp.yaml</c>.
    /// </summary>
    public static string WithoutEnding(string pattern)
    {
        var name = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
        return name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^".yaml".Length] : name;
    }

    private static string ToRegex(string glob) => "^" + Regex.Escape(glob)
        .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
        .Replace(@"\*\*", ".*", StringComparison.Ordinal)
        .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
        .Replace(@"\?", "[^/]", StringComparison.Ordinal) + @"\z";
}
