using System.Text.RegularExpressions;
using Makemore.Format;

namespace Makemore.Generators.Specs;

/// <summary>
/// Tells files of other programs, such as <c>docker-compose.yaml</c>, from specs: they have keys at the top, none of which is
/// a spec's or close to one.
/// </summary>
internal static class ForeignYaml
{
    private const int MostCharacters = 100_000;

    private static readonly Regex Key = new(@"^[""']?(?<key>[A-Za-z_][\w.-]*)[""']?\s*:(\s|$)", RegexOptions.CultureInvariant);

    /// <summary>Whether a file is none of ours.</summary>
    /// <param name="file">The text.</param>
    /// <param name="tree">The tree; null where it could not be read, and then its lines are looked at.</param>
    public static bool Is(SpecFile file, SpecMapping? tree)
    {
        var keys = tree?.Entries.Select(entry => entry.Key.Text).ToList() ?? KeysOf(file.Text);
        return keys.Count > 0 && !keys.Any(IsOfASpec);
    }

    // A key with dots is one that should be nested.
    private static bool IsOfASpec(string key) => Suggestions.Closest(key.Split('.')[0], SpecKeys.NamesIn("").Append(SweepKeys.Section)) is not null;

    private static List<string> KeysOf(string text) =>
        [.. text.Substring(0, Math.Min(text.Length, MostCharacters)).Split('\n').Select(line => Key.Match(line))
            .Where(match => match.Success).Select(match => match.Groups["key"].Value)];
}
