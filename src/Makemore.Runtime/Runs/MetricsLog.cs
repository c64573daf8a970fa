using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>Appends the measurements of a run to <c>metrics.jsonl</c>, one row of JSON each.</summary>
public sealed class MetricsLog : IDisposable
{
    private readonly RowLog rows;

    private MetricsLog(RowLog rows) => this.rows = rows;

    /// <summary>
    /// Reads the rows of a file, also while it is being written; a torn last row is left out. A counted model has none.
    /// </summary>
    /// <exception cref="MakemoreException">A row is not a measurement.</exception>
    public static IReadOnlyList<Metric> Read(string path) => RowLog.Read(path, RunJson.Default.Metric, "a measurement");

    /// <summary>Cuts the file back to a mark that it holds, and goes on from there.</summary>
    internal static MetricsLog Continue(string path, LogMark mark) => new(RowLog.Continue(path, mark));

    /// <summary>Appends a row; from here on it survives the end of the process.</summary>
    public void Append(Metric metric) => rows.Append(metric, RunJson.Default.Metric);

    /// <summary>Brings all rows to the disk and marks their end.</summary>
    internal LogMark Mark() => rows.Mark();

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();
}
