using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Catalog;

namespace Makemore.Cli.Commands;

/// <summary>Stops runs that other processes work on.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Stops the running ones among those that the patterns name, and waits until they have.</summary>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns)
    {
        StoredRun[] asked = [.. RunSelection.All(invocation.Catalog(), patterns)
            .Where(run => run.Status == RunStatus.Running && StopRequest.TryPlace(run.Folder))];
        var until = invocation.Surroundings.Clock.GetUtcNow() + Patience;
        while (asked.Any(run => RunLock.IsHeld(run.Folder.Lock)))
        {
            if (invocation.Surroundings.Clock.GetUtcNow() > until)
            {
                throw new MakemoreException($"{string.Join(" and ", asked.Where(run => RunLock.IsHeld(run.Folder.Lock)).Select(NameOf))} " +
                    $"did not stop within {Patience.TotalSeconds} seconds; the request stays, and is obeyed as soon as the process hears of it.")
                {
                    ExitCode = 1,
                };
            }

            invocation.Surroundings.Cancellation.ThrowIfCancellationRequested();
            invocation.Surroundings.Cancellation.WaitHandle.WaitOne(Pause);
        }

        return new StopReport([.. asked.Select(run => new StoppedRow(run.Name, run.Hash, run.Folder.Checkpoints.LatestStep()))]);
    }

    private static string NameOf(StoredRun run) => $"{run.Name}@{run.Hash}";
}
