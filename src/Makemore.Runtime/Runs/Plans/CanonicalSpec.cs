namespace Makemore.Runtime.Runs.Plans;

/// <summary>Changes a canonical spec as the compiler writes it: two spaces of indentation, one leaf on each line.</summary>
public static class CanonicalSpec
{
    /// <summary>The text with another value for a key.</summary>
    /// <param name="canonical">The canonical spec.</param>
    /// <param name="path">The keys from the top, with dots: <c>training.steps</c>, <c>model.hidden</c>.</param>
    /// <param name="value">The value as YAML writes it: on one line, or below the key, each line behind a line break.</param>
    /// <returns>The text in which the key has the value; a key that was not there stands last in its section.</returns>
    public static string Override(string canonical, string path, string value)
    {
        var lines = canonical.TrimEnd('\n').Split('\n').ToList();
        var keys = path.Split('.');
        var begin = 0;
        var end = lines.Count;
        for (var level = 0; level < keys.Length; level++)
        {
            var isLeaf = level == keys.Length - 1;
            var written = isLeaf ? Leaf(keys[level], value, level) : [Indented($"{keys[level]}:", level)];
            var found = FindKey(lines, begin, end, keys[level], level);
            if (found < 0)
            {
                lines.InsertRange(end, written);
                begin = end + 1;
                end = begin;
                continue;
            }

            var blockEnd = EndOfBlock(lines, found + 1, end, level);
            if (isLeaf)
            {
                lines.RemoveRange(found, blockEnd - found);
                lines.InsertRange(found, written);
            }

            begin = found + 1;
            end = blockEnd;
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The value of a key that stands on one line, or null where the key is not there or holds others.</summary>
    public static string? Find(string canonical, string path)
    {
        var lines = canonical.TrimEnd('\n').Split('\n').ToList();
        return Locate(lines, path) is var (begin, _) && lines[begin].IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon
            ? lines[begin][(colon + 2)..]
            : null;
    }

    /// <summary>The text without a key and all that it holds.</summary>
    public static string Remove(string canonical, string path)
    {
        var lines = canonical.TrimEnd('\n').Split('\n').ToList();
        if (Locate(lines, path) is not var (begin, end))
        {
            return canonical;
        }

        lines.RemoveRange(begin, end - begin);
        return lines.Count == 0 ? "" : string.Join('\n', lines) + "\n";
    }

    // The lines of a key and of what it holds.
    private static (int Begin, int End)? Locate(List<string> lines, string path)
    {
        var keys = path.Split('.');
        var (begin, end, found) = (0, lines.Count, 0);
        for (var level = 0; level < keys.Length; level++)
        {
            found = FindKey(lines, begin, end, keys[level], level);
            if (found < 0)
            {
                return null;
            }

            (begin, end) = (found + 1, EndOfBlock(lines, found + 1, end, level));
        }

        return (found, end);
    }

    private static IEnumerable<string> Leaf(string key, string value, int level) => value.Split('\n') is [var only]
        ? [Indented($"{key}: {only}", level)]
        : [Indented($"{key}:", level), .. value.Split('\n').Skip(1).Select(line => Indented(line, level + 1))];

    private static int FindKey(List<string> lines, int begin, int end, string key, int level)
    {
        var start = Indented(key + ":", level);
        for (var i = begin; i < end; i++)
        {
            // What follows the colon is a space or nothing, so that no line of a program is taken for a key.
            if (lines[i].StartsWith(start, StringComparison.Ordinal)
                && (lines[i].Length == start.Length || lines[i][start.Length] == ' '))
            {
                return i;
            }
        }

        return -1;
    }

    private static int EndOfBlock(List<string> lines, int begin, int end, int level)
    {
        var inner = Indented("", level + 1);
        var i = begin;
        while (i < end && (lines[i].Length == 0 || lines[i].StartsWith(inner, StringComparison.Ordinal)))
        {
            i++;
        }

        return i;
    }

    private static string Indented(string line, int level) => new string(' ', level * 2) + line;
}
