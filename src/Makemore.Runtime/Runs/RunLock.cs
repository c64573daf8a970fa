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
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                if (attempt == 0)
                {
                    observer.Warned($"Another process works on {Path.GetDirectoryName(path)}; waiting for it.");
                }

                cancellation.WaitHandle.WaitOne(Pause);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
