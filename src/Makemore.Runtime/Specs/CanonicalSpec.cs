namespace Makemore.Runtime.Specs;

/// <summary>Changes a canonical spec as the compiler writes it: two spaces of indentation, one leaf on each line.</summary>
public static class CanonicalSpec
{
    /// <summary>The text with another value for a key.</summary>
    /// <param name="canonical">The canonical spec.</param>
    /// <param name="path">The keys from the top, with dots: <c>training.steps</c>, <c>model.hidden</c>.</param>
    /// <param name="value">The value on one line, as YAML writes it.</param>
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
            var line = isLeaf ? $"{keys[level]}: {value}" : $"{keys[level]}:";
            var found = FindKey(lines, begin, end, keys[level], level);
            if (found < 0)
            {
                lines.Insert(end, Indented(line, level));
                begin = end + 1;
                end = begin;
                continue;
            }

            var blockEnd = EndOfBlock(lines, found + 1, end, level);
            if (isLeaf)
            {
                lines.RemoveRange(found, blockEnd - found);
                lines.Insert(found, Indented(line, level));
            }

            begin = found + 1;
            end = blockEnd;
        }

        return string.Join('\n', lines) + "\n";
    }

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
