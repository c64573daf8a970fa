using Makemore.Cli.Terminals;

namespace Makemore.Cli;

/// <summary>
/// Ends an interrupted command that does not end by itself in time: a kernel of libtorch, once begun, hears no cancellation.
/// </summary>
internal sealed class Deadline : IDisposable
{
    // The process is gone two seconds after the first signal.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly Lock gate = new();
    private readonly Surroundings surroundings;
    private readonly Func<int> end;
    private readonly Timer timer;
    private readonly CancellationTokenRegistration registration;
    private bool isMet;

    /// <summary>Waits for an interruption from now on.</summary>
    /// <param name="surroundings">Says when the command is interrupted, and ends the process.</param>
    /// <param name="end">Says how it ends, and gives the exit code.</param>
    public Deadline(Surroundings surroundings, Func<int> end)
    {
        this.surroundings = surroundings;
        this.end = end;
        timer = new(_ => Pass());
        registration = surroundings.Cancellation.Register(() => timer.Change(Patience, Timeout.InfiniteTimeSpan));
    }

    /// <summary>The command has come to its end, and says how itself.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isMet = true;
        }

        registration.Dispose();
        timer.Dispose();
    }

    private void Pass()
    {
        lock (gate)
        {
            if (!isMet)
            {
                isMet = true;
                surroundings.Exit(end());
            }
        }
    }
}
