namespace Makemore.Runtime.Ngram.Counting;

/// <summary>The means of counting; they change nothing of the counts.</summary>
public sealed record CountingOptions
{
    /// <summary>The memory that tables of counts may take, in bytes; beyond, sorted runs go to disk.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>The number of threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Opens a temporary file for a run, to be deleted when it is closed.</summary>
    public Func<Stream> CreateFile { get; init; } = CreateTemporaryFile;

    // The system deletes the file also where the process is killed: on Unix it loses its name at once.
    private static FileStream CreateTemporaryFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"makemore-{Guid.NewGuid():N}.run");
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            BufferSize = 1 << 16,
        });
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return stream;
    }
}
