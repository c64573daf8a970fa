using System.Security.Cryptography;

namespace Makemore.Runtime.Runs;

/// <summary>How much of a log of rows belongs to a checkpoint.</summary>
/// <param name="Length">The bytes of the rows before the checkpoint.</param>
/// <param name="Sha256">The SHA-256 of these bytes in lower-case hexadecimal digits.</param>
internal sealed record LogMark(long Length, string Sha256)
{
    /// <summary>That of a log without rows.</summary>
    public static LogMark Empty { get; } = new(0, Convert.ToHexStringLower(SHA256.HashData([])));
}
