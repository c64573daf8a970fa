using System.Security.Cryptography;

namespace Makemore.Torch.Native;

/// <summary>
/// A private copy of a native library in the user's cache, named by the hash of the file that it was made from.
/// </summary>
internal static class AdaptedLibrary
{
    /// <summary>Writes the copy unless it is there already, whole or not at all; several processes may do so at once.</summary>
    /// <param name="cache">The user's cache folder.</param>
    /// <param name="source">The file that the copy stands for.</param>
    /// <param name="original">The bytes of that file.</param>
    /// <param name="adapted">The bytes of the copy.</param>
    /// <returns>The path of the copy.</returns>
    /// <exception cref="IOException">The cache cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The cache may not be written.</exception>
    public static string Ensure(string cache, string source, ReadOnlySpan<byte> original, ReadOnlySpan<byte> adapted)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(original));
        var folder = Path.Combine(cache, "native", hash);
        var path = Path.Combine(folder, Path.GetFileName(source));
        // Comparing all bytes also finds a copy that was cut short or tampered with.
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(adapted))
        {
            return path;
        }

        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            File.WriteAllBytes(temporary, adapted);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return path;
    }
}
