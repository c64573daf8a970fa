using System.Text;

namespace Makemore.Runtime.Runs;

/// <summary>Writes a file whole or not at all, also when the process is killed.</summary>
internal static class AtomicFile
{
    /// <summary>The ending of a file that is being written; one that is left over has no meaning.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes beside the file, to the disk, and then takes its name.</summary>
    /// <exception cref="MakemoreException">The folder cannot be written to, or the disk is full.</exception>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes what a function writes, beside the file, to the disk, and then takes its name.</summary>
    /// <exception cref="MakemoreException">The folder cannot be written to, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + TemporaryEnding;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"{path} cannot be written: {error.Message}", error) { ExitCode = 1 };
        }
    }

    /// <summary>Writes text as UTF-8.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));
}
