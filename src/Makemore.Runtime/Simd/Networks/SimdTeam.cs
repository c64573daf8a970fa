namespace Makemore.Runtime.Simd.Networks;

/// <summary>
/// Threads that share pieces of work. Who calls works too, and alone where the pool has no thread to spare, so that a team never waits for
/// one. Which thread does which piece is chance; what comes out must not depend on it.
/// </summary>
/// <param name="work">Does a piece: the number of the thread, below <paramref name="most"/>, and that of the piece.</param>
/// <param name="most">The most threads.</param>
internal sealed class SimdTeam(Action<int, int> work, int most) : IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private readonly Exception?[] failures = new Exception?[most];
    private bool isOpen;
    private int members;
    private int active;
    private int pieces;
    private int taken;

    /// <summary>Does all pieces, and returns when they are done.</summary>
    /// <param name="count">The number of pieces.</param>
    public void Run(int count)
    {
        lock (gate)
        {
            (isOpen, members, active, pieces, taken) = (true, 0, 0, count, 0);
        }

        for (var helper = 1; helper < Math.Min(most, count); helper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Execute();
        var wait = new SpinWait();
        while (!IsDone())
        {
            // Pieces are shorter than a sleep would be.
            wait.SpinOnce(sleep1Threshold: -1);
        }

        foreach (ref var failure in failures.AsSpan())
        {
            if (failure is { } exception)
            {
                failure = null;
                throw new InvalidOperationException("A thread of the team failed.", exception);
            }
        }
    }

    /// <summary>Takes pieces until there are none, if there is still work.</summary>
    public void Execute()
    {
        int member;
        lock (gate)
        {
            // One that was queued for work that others have done since may help with what there is now.
            if (!isOpen || members == most)
            {
                return;
            }

            member = members++;
            active++;
        }

        try
        {
            for (var piece = Interlocked.Increment(ref taken) - 1; piece < pieces; piece = Interlocked.Increment(ref taken) - 1)
            {
                work(member, piece);
            }
        }
        catch (Exception failure)
        {
            // On a thread of the pool it would end the process.
            failures[member] = failure;
        }
        finally
        {
            lock (gate)
            {
                active--;
            }
        }
    }

    private bool IsDone()
    {
        lock (gate)
        {
            if (active > 0)
            {
                return false;
            }

            isOpen = false;
            return true;
        }
    }
}
