using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Cli.Commands;

/// <summary>Which runs are listed, and in which order.</summary>
/// <param name="Conditions">What must hold of them, all together.</param>
/// <param name="Sort">The key that orders them; null for their names.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
/// <param name="Limit">The most that are listed; null for all.</param>
internal sealed record RunQuery(IReadOnlyList<string> Conditions, string? Sort, bool IsDescending, int? Limit);

/// <summary>Lists the runs that are there, whatever their settings.</summary>
internal static class RunsCommand
{
    /// <summary>Lists the runs that the patterns name, or all.</summary>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns, RunQuery query)
    {
        if (query.Limit < 1)
        {
            throw new MakemoreException($"--limit: expected 1 or more, found {query.Limit}.");
        }

        var catalog = invocation.Catalog();
        var keys = new RunKeys(catalog.Runs);
        RunCondition[] conditions = [.. query.Conditions.SelectMany(text => RunCondition.Parse(text, keys))];
        var order = query.Sort is null ? null : keys.Find(query.Sort);
        StoredRun[] chosen = [.. RunSelection.All(catalog, patterns).Where(run => conditions.All(condition => condition.Holds(run)))];
        var sorted = order?.Sort(chosen, query.IsDescending) ?? (query.IsDescending ? chosen.Reverse() : chosen);
        return new RunListReport([.. sorted.Take(query.Limit ?? int.MaxValue).Select(RunListRow.Of)], chosen.Length);
    }
}
