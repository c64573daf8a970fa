using System.Security.Cryptography;
using System.Text.Json;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>How much of <c>metrics.jsonl</c> belongs to a checkpoint.</summary>
/// <param name="Length">The bytes of the rows before the checkpoint.</param>
/// <param name="Sha256">The SHA-256 of these bytes in lower-case hexadecimal digits.</param>
internal sealed record MetricsMark(long Length, string Sha256)
{
    /// <summary>That of a run that has recorded nothing.</summary>
    public static MetricsMark Empty { get; } = new(0, Convert.ToHexStringLower(SHA256.HashData([])));
}

/// <summary>Appends the measurements of a run to <c>metrics.jsonl</c>, one row of JSON each.</summary>
public sealed class MetricsLog : IDisposable
{
    private readonly FileStream stream;
    private readonly IncrementalHash hash;

    private MetricsLog(FileStream stream, IncrementalHash hash)
    {
        this.stream = stream;
        this.hash = hash;
    }

    /// <summary>
    /// Reads the rows of a file, also while it is being written; a torn last row is left out. A counted model has none.
    /// </summary>
    /// <exception cref="MakemoreException">A row is not a measurement.</exception>
    public static IReadOnlyList<Metric> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        // What stands behind the last line break is being written, or was when the process was killed.
        var rows = text.Split('\n')[..^1];
        return [.. rows.Select((row, index) => Parse(row, path, index + 1))];
    }

    /// <summary>Whether the file still begins with what a mark stands for.</summary>
    internal static bool Holds(string path, MetricsMark mark)
    {
        if (!File.Exists(path))
        {
            return mark.Length == 0;
        }

        var content = File.ReadAllBytes(path);
        return content.Length >= mark.Length
            && Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, (int)mark.Length))) == mark.Sha256;
    }

    /// <summary>Cuts the file back to a mark that it holds, and goes on from there.</summary>
    internal static MetricsLog Continue(string path, MetricsMark mark)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        stream.SetLength(mark.Length);
        var content = new byte[mark.Length];
        stream.ReadExactly(content);
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(content);
        return new(stream, hash);
    }

    /// <summary>Appends a row; from here on it survives the end of the process.</summary>
    public void Append(Metric metric)
    {
        byte[] row = [.. JsonSerializer.SerializeToUtf8Bytes(metric, RunJson.Default.Metric), (byte)'\n'];
        stream.Write(row);
        stream.Flush();
        hash.AppendData(row);
    }

    /// <summary>Brings all rows to the disk and marks their end.</summary>
    internal MetricsMark Mark()
    {
        stream.Flush(flushToDisk: true);
        return new(stream.Length, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        hash.Dispose();
    }

    private static Metric Parse(string row, string path, int line)
    {
        try
        {
            return JsonSerializer.Deserialize(row, RunJson.Default.Metric);
        }
        catch (JsonException error)
        {
            throw new MakemoreException($"{path}({line}): '{row}' is not a measurement. The file is damaged.",
                error)
            { ExitCode = 1 };
        }
    }
}
