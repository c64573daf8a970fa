namespace Makemore.Runtime;

/// <summary>Does something again and again beside other work. Whoever disposes of it waits until a beat that has begun is at its end.</summary>
internal sealed class Pulse : IDisposable
{
    private readonly Timer timer;

    /// <summary>Beats from now on, on threads of the pool.</summary>
    /// <param name="first">The time to the first beat.</param>
    /// <param name="interval">The time from each beat to the next.</param>
    /// <param name="beat">What is done; what it throws ends the process.</param>
    public Pulse(TimeSpan first, TimeSpan interval, Action beat) => timer = new(_ => beat(), null, first, interval);

    /// <inheritdoc/>
    public void Dispose()
    {
        using var isStill = new ManualResetEvent(false);
        if (timer.Dispose(isStill))
        {
            isStill.WaitOne();
        }
    }
}
