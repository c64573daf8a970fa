namespace Makemore.Runtime;

/// <summary>Finds the name that was meant.</summary>
internal static class Suggestion
{
    /// <summary>A sentence <c>Did you mean 'x'?</c> with a space before it, or nothing where no name is close.</summary>
    public static string For(string found, IEnumerable<string> names) =>
        Closest(found, names) is { } name ? $" Did you mean '{name}'?" : "";

    /// <summary>The closest name within a third of its length in edits, or null; of equals the first in ordinal order.</summary>
    public static string? Closest(string found, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: Distance(found, name)))
        .Where(candidate => candidate.Distance <= Math.Max(1, Math.Max(found.Length, candidate.Name.Length) / 3))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    // Optimal string alignment: a change of case is free, an exchange of neighbours is one edit.
    private static int Distance(string left, string right)
    {
        var (a, b) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(substitution, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, table[i - 2, j - 2] + 1);
                }

                table[i, j] = best;
            }
        }

        return table[a.Length, b.Length];
    }
}
