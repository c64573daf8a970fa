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
    public static bool IsMatch(string pattern, string name) => Matches(WithoutEnding(pattern), name);

    /// <summary>The name that a path stands for, without <c>./</c> and the ending of a spec.</summary>
    public static string WithoutEnding(string pattern)
    {
        var name = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern.Substring(2) : pattern;
        return Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } ending
            ? name.Substring(0, name.Length - ending.Length)
            : name;
    }

    /// <summary>Whether a pattern stands for a text, as it is written.</summary>
    // The places of the text that what was read of the pattern can reach: linear in both, however many stars there are.
    public static bool Matches(string glob, string name)
    {
        var reached = new bool[name.Length + 1];
        reached[0] = true;
        for (var i = 0; i < glob.Length; i++)
        {
            var isDeep = glob[i] == '*' && i + 1 < glob.Length && glob[i + 1] == '*';
            var isFolders = isDeep && i + 2 < glob.Length && glob[i + 2] == '/';
            var token = glob[i];
            reached = isFolders ? Folders(reached, name) : isDeep || token == '*' ? Any(reached, name, isDeep) : One(reached, name, token);
            i += isFolders ? 2 : isDeep ? 1 : 0;
        }

        return reached[name.Length];
    }

    // `**/`: nothing, or any folders.
    private static bool[] Folders(bool[] reached, string name)
    {
        var next = (bool[])reached.Clone();
        for (var (j, isOpen) = (0, false); j < name.Length; j++)
        {
            isOpen |= reached[j];
            next[j + 1] |= isOpen && name[j] == '/';
        }

        return next;
    }

    // `*` and `**`.
    private static bool[] Any(bool[] reached, string name, bool isDeep)
    {
        var next = (bool[])reached.Clone();
        for (var j = 0; j < name.Length; j++)
        {
            next[j + 1] |= next[j] && (isDeep || name[j] != '/');
        }

        return next;
    }

    // A letter, or `?` for one.
    private static bool[] One(bool[] reached, string name, char token)
    {
        var next = new bool[reached.Length];
        for (var j = 0; j < name.Length; j++)
        {
            next[j + 1] = reached[j] && (token == '?' ? name[j] != '/' : name[j] == token);
        }

        return next;
    }
}
