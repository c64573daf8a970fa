using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>Keeps a run to one process at a time. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class RunLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream stream;

    private RunLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock; where another holds it, says so and waits.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static RunLock Take(string path, ITrainingObserver observer, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryTake(path) is { } held)
            {
                return held;
            }

            if (attempt == 0)
            {
                observer.Warned($"Another process works on {Path.GetDirectoryName(path)}; waiting for it.");
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    /// <summary>Takes the lock, or gives null where another holds it.</summary>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static RunLock? TryTake(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Whether somebody holds the lock now.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            // A shared look, so that two of them do not take each other for a holder.
            using var look = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error is IOException && File.Exists(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
