using System.Collections.Concurrent;

namespace Makemore.Board.Reading;

/// <summary>The curves of runs that do not go on, read when somebody looks at them, and again where the file has changed.</summary>
internal sealed class CurveStore
{
    private readonly ConcurrentDictionary<string, (long Length, DateTime Written, RunCurve Curve)> kept = new(StringComparer.Ordinal);

    /// <summary>The curve of a run.</summary>
    public RunCurve Of(BoardRun run)
    {
        if (run.IsRunning)
        {
            return run.Curve;
        }

        var file = new FileInfo(run.Stored.Folder.Metrics);
        if (!file.Exists)
        {
            return RunCurve.Empty;
        }

        if (kept.TryGetValue(file.FullName, out var known) && known.Length == file.Length && known.Written == file.LastWriteTimeUtc)
        {
            return known.Curve;
        }

        var tail = new MetricsTail(file.FullName);
        tail.Look();
        kept[file.FullName] = (file.Length, file.LastWriteTimeUtc, tail.Curve);
        return tail.Curve;
    }
}
