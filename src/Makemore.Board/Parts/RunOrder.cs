using Makemore.Board.Reading;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Board.Parts;

/// <summary>Runs in an order, as <c>runs --sort</c> has it.</summary>
internal static class RunOrder
{
    /// <summary>By a figure or a setting; runs that lack it come last.</summary>
    public static IReadOnlyList<BoardRun> By(string key, IReadOnlyList<BoardRun> runs, bool isDescending)
    {
        if (key == "age")
        {
            // The age of a run grows while nothing is read.
            return [.. isDescending ? runs.OrderBy(run => run.Written) : runs.OrderByDescending(run => run.Written)];
        }

        var stored = runs.ToDictionary(run => run.Stored.Folder.Path, StringComparer.Ordinal);
        return [.. new RunKeys(runs.Select(run => run.Stored)).Find(key).Sort(runs.Select(run => run.Stored), isDescending).Select(run => stored[run.Folder.Path])];
    }
}
