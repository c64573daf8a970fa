using System.Text.RegularExpressions;
using Makemore.Generators.Collections;
using Makemore.Generators.Specs;

namespace Makemore.Generators.Language;

/// <summary>The files of definitions that programs bring in with <c>use "blocks.mk"</c>.</summary>
public static class Libraries
{
    private static readonly Regex Use = new(
        "^\\s*use\\s+\"(?<path>[^\"\\r\\n]+)\"", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    /// <summary>
    /// Those files that the programs of others bring in, each other's included: all that their compilation depends on.
    /// </summary>
    /// <param name="files">A spec and those that it extends, or a file of definitions.</param>
    /// <param name="project">All files of definitions of the project.</param>
    public static EquatableArray<SpecFile> UsedBy(IEnumerable<SpecFile> files, IEnumerable<SpecFile> project)
    {
        var byPath = project.GroupBy(file => file.RelativePath, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var used = new SortedDictionary<string, SpecFile>(StringComparer.Ordinal);
        var waiting = new Queue<SpecFile>(files);
        while (waiting.Count > 0)
        {
            var file = waiting.Dequeue();
            foreach (Match match in Use.Matches(file.Text))
            {
                if (SpecChain.Resolve(file.RelativePath, match.Groups["path"].Value) is { } path
                    && byPath.TryGetValue(path, out var library) && !used.ContainsKey(path))
                {
                    used[path] = library;
                    waiting.Enqueue(library);
                }
            }
        }

        return used.Values.ToEquatableArray();
    }
}
