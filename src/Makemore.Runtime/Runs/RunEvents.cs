using Makemore.Runtime.Interchange;

namespace Makemore.Runtime.Runs;

/// <summary>The measurements of a run for TensorBoard.</summary>
public static class RunEvents
{
    /// <summary>
    /// Writes the measurements that a run has kept into a file, in the place of one that is there; more may be
    /// added. Their time is that at which they would have been made without an interruption, up to the last write of them.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="path">The folder of the file; null for that of the run.</param>
    public static EventFile Begin(RunFolder folder, string? path = null)
    {
        var measured = MetricsLog.Read(folder.Metrics);
        var last = measured.Count == 0 ? DateTimeOffset.UtcNow : new DateTimeOffset(File.GetLastWriteTimeUtc(folder.Metrics));
        return EventFile.Begin(
            path ?? folder.Path, folder.Identity.Settings, measured, last.AddSeconds(measured.Count == 0 ? 0 : -measured[^1].Seconds));
    }
}
