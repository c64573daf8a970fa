using Makemore.Runtime.Diagnostics;

namespace Makemore.Runtime.Runs;

/// <summary>Appends what is seen inside of a network to <c>diagnostics.jsonl</c>, one row of JSON each.</summary>
public sealed class DiagnosticsLog : IDisposable
{
    private readonly RowLog rows;

    private DiagnosticsLog(RowLog rows) => this.rows = rows;

    /// <summary>
    /// Reads the rows of a file, in the order of their steps, also while it is being written; a torn last row is left out. A run
    /// without diagnostics has none.
    /// </summary>
    /// <exception cref="MakemoreException">A row is not an observation.</exception>
    public static IReadOnlyList<Observation> Read(string path) => RowLog.Read(path, RunJson.Default.Observation, "an observation");

    /// <summary>Cuts the file back to a mark that it holds, and goes on from there.</summary>
    internal static DiagnosticsLog Continue(string path, LogMark mark) => new(RowLog.Continue(path, mark));

    /// <summary>Appends a row; from here on it survives the end of the process.</summary>
    public void Append(Observation observation) => rows.Append(observation, RunJson.Default.Observation);

    /// <summary>Brings all rows to the disk and marks their end.</summary>
    internal LogMark Mark() => rows.Mark();

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();
}
