namespace Makemore.Format;

/// <summary>Guesses what a misspelt name was meant to be.</summary>
internal static class Suggestions
{
    /// <summary>The candidate that is closest to a name, or null where none is close.</summary>
    /// <param name="name">The name as it was written.</param>
    /// <param name="candidates">The names that exist; of two that are equally close, the earlier one is taken.</param>
    public static string? Closest(string name, IEnumerable<string> candidates)
    {
        // One edit in three letters may be a slip; more is another word.
        var bound = Math.Max(1, (name.Length + 1) / 3);
        string? closest = null;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) > bound)
            {
                continue;
            }

            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance <= bound && distance < Math.Max(name.Length, candidate.Length))
            {
                bound = distance - 1;
                closest = candidate;
            }
        }

        return closest;
    }

    /// <summary>
    /// The least number of insertions, deletions, replacements and swaps of neighbours that lead from one text to the
    /// other, no piece being edited twice (optimal string alignment; Damerau 1964, Levenshtein 1966).
    /// </summary>
    public static int Distance(string left, string right)
    {
        var costs = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }

                var replaced = costs[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                costs[i, j] = Math.Min(replaced, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[left.Length, right.Length];
    }
}
