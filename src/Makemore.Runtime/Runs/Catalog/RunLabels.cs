namespace Makemore.Runtime.Runs.Catalog;

/// <summary>What tells runs that are shown together apart.</summary>
internal static class RunLabels
{
    private const int Digits = 6;

    /// <summary>The name of each run, with the first digits of its hash where several have one name.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<StoredRun> runs) => runs.Select(run =>
        runs.Count(other => other.Name == run.Name) == 1 ? run.Name : $"{run.Name}@{run.Hash[..Math.Min(Digits, run.Hash.Length)]}");
}
