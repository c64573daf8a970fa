using Makemore.Board.Reading;
using Makemore.Runtime;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Board.Pages;

/// <summary>What runs are put together by.</summary>
public enum RunGrouping
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Their experiment.</summary>
    Experiment,

    /// <summary>What they learn from.</summary>
    Dataset,

    /// <summary>How far they have come.</summary>
    Status,
}

/// <summary>What a user has chosen on the overview, kept while other pages are looked at.</summary>
internal sealed class OverviewState
{
    private BoardSnapshot? filtered;
    private (string Text, string Condition) filteredBy;
    private IReadOnlyList<BoardRun> runs = [];

    /// <summary>A text that the names or hashes contain.</summary>
    public string Text { get; set; } = "";

    /// <summary>A condition as <c>runs --where</c> takes it.</summary>
    public string Condition { get; set; } = "";

    /// <summary>What is wrong with the condition; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What the table is grouped by.</summary>
    public RunGrouping Grouping { get; set; }

    /// <summary>The settings that have a column.</summary>
    public SortedSet<string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys of the runs that are to be compared.</summary>
    public SortedSet<string> Chosen { get; } = new(StringComparer.Ordinal);

    /// <summary>The runs that the filters let through, those that were written last in front; the same list as long as nothing has changed.</summary>
    public IReadOnlyList<BoardRun> Filter(BoardSnapshot snapshot)
    {
        if (ReferenceEquals(snapshot, filtered) && filteredBy == (Text, Condition))
        {
            return runs;
        }

        (filtered, filteredBy) = (snapshot, (Text, Condition));
        var conditions = Conditions(snapshot);
        var now = DateTimeOffset.UtcNow;
        runs =
        [
            .. snapshot.Runs
                .Where(run => run.Key.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase) && (conditions.Length == 0 || Holds(conditions, run.Stored with { Age = now - run.Written })))
                .OrderByDescending(run => run.Written),
        ];
        return runs;
    }

    /// <summary>The group of a run.</summary>
    public string GroupOf(BoardRun run) => Grouping switch
    {
        RunGrouping.Experiment => run.Name,
        RunGrouping.Dataset => run.Dataset,
        RunGrouping.Status => run.Status,
        _ => "",
    };

    private static bool Holds(RunCondition[] conditions, StoredRun run) => conditions.All(condition => condition.Holds(run));

    private RunCondition[] Conditions(BoardSnapshot snapshot)
    {
        Problem = null;
        if (string.IsNullOrWhiteSpace(Condition))
        {
            return [];
        }

        try
        {
            return [.. RunCondition.Parse(Condition, new RunKeys(snapshot.Runs.Select(run => run.Stored)))];
        }
        catch (MakemoreException error)
        {
            // Until it is right, it hides nothing.
            Problem = error.Message.Replace("--where: ", "", StringComparison.Ordinal);
            return [];
        }
    }
}
