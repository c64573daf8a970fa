using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Makemore.Runtime.Runs;

/// <summary>A file of rows of JSON that a run appends to, and that a run which goes on from a checkpoint cuts back to it.</summary>
internal sealed class RowLog : IDisposable
{
    private readonly FileStream stream;
    private readonly IncrementalHash hash;

    private RowLog(FileStream stream, IncrementalHash hash)
    {
        this.stream = stream;
        this.hash = hash;
    }

    /// <summary>Reads the rows of a file, also while it is being written; a torn last row is left out. Where no file is, there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">How a row is read.</param>
    /// <param name="kind">What a row is, for the message: <c>a measurement</c>.</param>
    /// <exception cref="MakemoreException">A row is not what it should be.</exception>
    public static IReadOnlyList<T> Read<T>(string path, JsonTypeInfo<T> type, string kind)
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
        return [.. rows.Select((row, index) => Parse(row, type, kind, $"{path}({index + 1})"))];
    }

    /// <summary>Whether a file still begins with what a mark stands for.</summary>
    public static bool Holds(string path, LogMark mark)
    {
        if (!File.Exists(path))
        {
            return mark.Length == 0;
        }

        var content = File.ReadAllBytes(path);
        return content.Length >= mark.Length
            && Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, (int)mark.Length))) == mark.Sha256;
    }

    /// <summary>Cuts a file back to a mark that it holds, and goes on from there.</summary>
    public static RowLog Continue(string path, LogMark mark)
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
    public void Append<T>(T value, JsonTypeInfo<T> type)
    {
        byte[] row = [.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n'];
        stream.Write(row);
        stream.Flush();
        hash.AppendData(row);
    }

    /// <summary>Brings all rows to the disk and marks their end.</summary>
    public LogMark Mark()
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

    private static T Parse<T>(string row, JsonTypeInfo<T> type, string kind, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(row, type) ?? throw new JsonException("The row is null.");
        }
        catch (JsonException error)
        {
            throw new MakemoreException($"{place}: '{row}' is not {kind}. The file is damaged.", error) { ExitCode = 1 };
        }
    }
}
