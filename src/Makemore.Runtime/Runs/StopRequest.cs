namespace Makemore.Runtime.Runs;

/// <summary>
/// Asks the process that works on a run to stop it, by a file in the folder of the run. Who obeys removes the file; one that
/// nobody has obeyed, since the process was killed, does not stop the next start.
/// </summary>
internal static class StopRequest
{
    /// <summary>Asks.</summary>
    /// <returns>Whether a process works on the run, and so will hear of it.</returns>
    /// <exception cref="MakemoreException">The folder cannot be written to.</exception>
    public static bool TryPlace(RunFolder folder)
    {
        if (!RunLock.IsHeld(folder.Lock))
        {
            return false;
        }

        try
        {
            File.WriteAllBytes(folder.StopRequest, []);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"{folder.Path} cannot be written to, so the run cannot be asked to stop: {error.Message}", error)
            {
                ExitCode = 1,
            };
        }
    }
}

/// <summary>
/// Listens for a <see cref="StopRequest"/> while a run goes on: on a timer beside the training, so that a step costs nothing.
/// </summary>
internal sealed class StopListener : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string request;
    private readonly CancellationToken outer;
    private readonly CancellationTokenSource source;
    private readonly Pulse pulse;
    private bool isAsked;

    /// <summary>Listens from now on; an older request was meant for somebody else.</summary>
    /// <param name="folder">The folder of the run, whose lock is held.</param>
    /// <param name="cancellation">What else stops the run.</param>
    public StopListener(RunFolder folder, CancellationToken cancellation)
    {
        request = folder.StopRequest;
        outer = cancellation;
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        File.Delete(request);
        pulse = new(Interval, Interval, Look);
    }

    /// <summary>Stops the run.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether the run was asked to stop, and nothing else has stopped it.</summary>
    public bool IsAsked => Volatile.Read(ref isAsked) && !outer.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        // A look that has begun comes to its end before the source is gone.
        pulse.Dispose();
        source.Dispose();
        try
        {
            File.Delete(request);
        }
        catch (DirectoryNotFoundException)
        {
            // The folder was deleted meanwhile, and the request with it.
        }
    }

    private void Look()
    {
        if (!Volatile.Read(ref isAsked) && File.Exists(request))
        {
            Volatile.Write(ref isAsked, true);
            source.Cancel();
        }
    }
}
