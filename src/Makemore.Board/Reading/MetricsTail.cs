using System.Text.Json;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Training;

namespace Makemore.Board.Reading;

/// <summary>
/// Follows the <c>metrics.jsonl</c> of a run: each look reads what was appended since the last one. A row that is half written
/// waits, one that is no measurement is left out, and a file that was cut back to a checkpoint is read again.
/// </summary>
/// <param name="path">The file; it need not be there yet.</param>
internal sealed class MetricsTail(string path)
{
    private const int Remembered = 8;

    private readonly Queue<Metric> recent = new(Remembered);
    private ThinnedCurve train = new();
    private ThinnedCurve dev = new();
    private long read;
    private long lastStep = -1;
    private double? bestDev;

    /// <summary>What was read so far.</summary>
    public RunCurve Curve { get; private set; } = RunCurve.Empty;

    /// <summary>Reads on.</summary>
    /// <returns>Whether there was something new.</returns>
    public bool Look()
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length == read)
            {
                return false;
            }

            if (stream.Length < read)
            {
                Forget();
            }

            if (!Read(stream))
            {
                // It was cut back and has grown beyond where it was.
                Forget();
                Read(stream);
            }

            Curve = new(train.Points, dev.Points, Last(), bestDev, Pace());
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is not there, or not any more.
            return false;
        }
    }

    // False where the rows do not follow those that are known.
    private bool Read(FileStream stream)
    {
        stream.Position = read;
        var bytes = new byte[stream.Length - read];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var rest = bytes.AsSpan(0, length);
        var isFirst = read > 0;
        while (rest.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var metric = Parse(rest[..end]);
            if (isFirst && !(metric?.Step >= lastStep))
            {
                return false;
            }

            isFirst = false;
            if (metric is { } measured)
            {
                Add(measured);
            }

            read += end + 1;
            rest = rest[(end + 1)..];
        }

        return true;
    }

    private void Add(Metric metric)
    {
        lastStep = metric.Step;
        if (metric.Split == Metric.Dev)
        {
            dev.Add(new(metric.Step, metric.Loss));
            bestDev = bestDev is { } best ? Math.Min(best, metric.Loss) : metric.Loss;
        }
        else
        {
            train.Add(new(metric.Step, metric.Loss));
        }

        if (recent.Count == Remembered)
        {
            recent.Dequeue();
        }

        recent.Enqueue(metric);
    }

    private void Forget()
    {
        (train, dev, read, lastStep, bestDev) = (new(), new(), 0, -1, null);
        recent.Clear();
    }

    private Metric? Last() => recent.Count == 0 ? null : recent.Last();

    // Over the last rows alone: what was before an interruption, or beside other work, tells nothing of now.
    private double? Pace() => recent.Count < 2 ? null
        : (recent.Last(), recent.Peek()) is var (last, first) && last.Seconds > first.Seconds && last.Step > first.Step
            ? (last.Step - first.Step) / (last.Seconds - first.Seconds) : null;

    private static Metric? Parse(ReadOnlySpan<byte> row)
    {
        try
        {
            return JsonSerializer.Deserialize(row, RunJson.Default.Metric) is { Split: not null } metric ? metric : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
