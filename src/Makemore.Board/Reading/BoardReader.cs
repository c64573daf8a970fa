using System.Collections.Immutable;
using System.Diagnostics;
using Makemore.Runtime.Boards;
using Makemore.Runtime.Runs;

namespace Makemore.Board.Reading;

/// <summary>All runs and sweeps at a moment.</summary>
/// <param name="Runs">The runs, in the order of their paths.</param>
/// <param name="Sweeps">The sweeps, in the order of the project.</param>
/// <param name="Problem">Why the ledger of the sweeps cannot be read; null where it can.</param>
/// <param name="Took">The time that reading took.</param>
public sealed record BoardSnapshot(ImmutableArray<BoardRun> Runs, ImmutableArray<BoardSweep> Sweeps, string? Problem, TimeSpan Took)
{
    /// <summary>The run of a key; null where there is none.</summary>
    public BoardRun? Find(string key) => Runs.FirstOrDefault(run => run.Key == key);
}

/// <summary>
/// Reads runs and sweeps twice a second, once for all browsers. What it reads may have been written by any process, may be half
/// written, and may vanish meanwhile.
/// </summary>
internal sealed class BoardReader : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly RunWatch runs;
    private readonly SweepWatch sweeps;
    private readonly CancellationTokenSource end = new();
    private readonly Lock gate = new();
    private Task? loop;

    /// <summary>Reads a project, once by now.</summary>
    public BoardReader(BoardProject project)
    {
        runs = new(project.Experiments, project.Options);
        sweeps = new(project.Sweeps, project.Ledger);
        Current = new([], sweeps.Sweeps, null, TimeSpan.Zero);
        Look();
    }

    /// <summary>Told of each snapshot that differs from the one before, on a thread of the pool.</summary>
    public event Action? Changed;

    /// <summary>The last snapshot.</summary>
    public BoardSnapshot Current { get; private set; }

    /// <summary>The curves of runs that do not go on.</summary>
    public CurveStore Curves { get; } = new();

    /// <summary>Reads from now on.</summary>
    public void Start() => loop = Task.Run(Follow);

    /// <summary>Reads now.</summary>
    public void Look()
    {
        lock (gate)
        {
            var clock = Stopwatch.StartNew();
            var isNew = runs.Look(DateTimeOffset.UtcNow);
            if (!(sweeps.Look() || isNew))
            {
                return;
            }

            Current = new(runs.Runs, sweeps.Sweeps, sweeps.Problem, clock.Elapsed);
        }

        Changed?.Invoke();
    }

    /// <summary>Asks a run to stop.</summary>
    /// <returns>Whether it goes on, and will hear of it.</returns>
    /// <exception cref="Makemore.Runtime.MakemoreException">Its folder cannot be written to.</exception>
    public bool TryStop(BoardRun run)
    {
        var isAsked = StopRequest.TryPlace(run.Stored.Folder);
        Look();
        return isAsked;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        end.Cancel();
        try
        {
            loop?.Wait();
        }
        catch (AggregateException error) when (error.InnerException is OperationCanceledException)
        {
            // As it was asked to.
        }

        end.Dispose();
        sweeps.Dispose();
    }

    private async Task Follow()
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(end.Token))
        {
            Look();
        }
    }
}
