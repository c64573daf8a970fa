using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Runs;

/// <summary>The SHA-256 of each file of a finished run, which its result holds, and of the result itself.</summary>
internal static class FileDigests
{
    /// <summary>The digests of the files that are there, by their names.</summary>
    public static NamedValues<string> Of(RunFolder folder) =>
        NamedValues<string>.Of(folder.Kept.Where(File.Exists).Select(path => (Path.GetFileName(path), Of(path))));

    /// <summary>The result as it goes to its file, with its own digest.</summary>
    public static RunResult Sealed(RunResult result) => result with { Sha256 = OwnOf(result) };

    /// <summary>Reads a result and holds it to its digest, and all files that it vouches for if that is asked for.</summary>
    /// <param name="folder">The folder of a run with a result.</param>
    /// <param name="withFiles">Whether the files are read; if not, they only have to be there.</param>
    /// <returns>The result, or a sentence on the first file that is not as it was written.</returns>
    public static (RunResult? Result, string? Damage) Read(RunFolder folder, bool withFiles)
    {
        RunResult result;
        try
        {
            result = RunResult.Parse(File.ReadAllText(folder.Result));
        }
        catch (JsonException)
        {
            return (null, Damaged(folder.Result, "it is no result of this version"));
        }

        if (result.Sha256 != OwnOf(result))
        {
            return (null, Damaged(folder.Result, "its content does not have the SHA-256 that it names"));
        }

        foreach (var (name, digest) in result.Files)
        {
            var path = Path.Combine(folder.Path, name);
            if (!File.Exists(path))
            {
                return (null, $"{path} is missing.");
            }

            if (withFiles && Of(path) != digest)
            {
                return (null, Damaged(path, "its content does not have the SHA-256 that the result names"));
            }
        }

        return (result with { Folder = folder.Path }, null);
    }

    private static string Damaged(string path, string reason) => $"{path} is damaged: {reason}.";

    private static string Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string OwnOf(RunResult result) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes((result with { Sha256 = null, Folder = null }).ToJson())));
}
