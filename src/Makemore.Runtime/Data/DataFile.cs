using System.Security.Cryptography;

namespace Makemore.Runtime.Data;

/// <summary>The bytes of a file of data.</summary>
/// <param name="Name">Its full path, or the name of an embedded dataset; for messages.</param>
/// <param name="Content">All of its bytes.</param>
/// <param name="Sha256">The SHA-256 of the content in lower-case hexadecimal digits.</param>
internal sealed record DataFile(string Name, byte[] Content, string Sha256)
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="MakemoreException">It cannot be read.</exception>
    public static DataFile Read(string path)
    {
        try
        {
            return Of(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"Cannot read {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Bytes that are in memory already.</summary>
    public static DataFile Of(string name, byte[] content) =>
        new(name, content, Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Whether the content has a given SHA-256, in digits of either case.</summary>
    public bool Has(string sha256) => string.Equals(Sha256, sha256, StringComparison.OrdinalIgnoreCase);
}
