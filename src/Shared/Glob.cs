using System.Text.RegularExpressions;

namespace Makemore.Format;

/// <summary>Names of experiments by pattern: <c>*</c> and <c>?</c> within a folder, <c>**</c> across folders.</summary>
internal static class Glob
{
    private static readonly string[] Endings = [".yaml", ".yml"];

    /// <summary>Whether a pattern may stand for several names.</summary>
    public static bool IsGlob(string pattern) => pattern.IndexOfAny(['*', '?']) >= 0;

    /// <summary>
    /// Whether a pattern stands for a name. A path that a shell has completed names the spec as well:
    /// <c>./lectures/part2-mlp.yaml</c>.
    /// </summary>
    public static bool IsMatch(string pattern, string name)
    {
        var wanted = NameOf(pattern);
        return IsGlob(wanted) ? Regex.IsMatch(name, ToRegex(wanted), RegexOptions.CultureInvariant) : name == wanted;
    }

    private static string NameOf(string pattern)
    {
        var name = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern.Substring(2) : pattern;
        return Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } ending
            ? name.Substring(0, name.Length - ending.Length)
            : name;
    }

    private static string ToRegex(string glob) => "^" + Regex.Escape(glob)
        .Replace(@"\*\*/", "(.*/)?")
        .Replace(@"\*\*", ".*")
        .Replace(@"\*", "[^/]*")
        .Replace(@"\?", "[^/]") + @"\z";
}
