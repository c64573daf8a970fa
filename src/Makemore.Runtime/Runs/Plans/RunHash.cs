using System.Security.Cryptography;
using System.Text;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>What tells runs apart: the same hash, the same numbers.</summary>
public static class RunHash
{
    private const int FolderDigits = 12;

    /// <summary>
    /// The version of the code that runs: that of the runtime's assembly, and the id that the compiler takes from its content.
    /// The same sources have the same id in every checkout, because the build writes no path into them.
    /// </summary>
    public static string CodeVersion { get; } =
        $"{typeof(RunHash).Assembly.GetName().Version!.ToString(3)}+{typeof(RunHash).Module.ModuleVersionId:N}";

    /// <summary>
    /// The first 12 hexadecimal digits of the SHA-256 over five parts, each behind its length: the version of the runtime, the
    /// hash of the experiment's generated code, the hash of the data, the canonical spec, and the hyperparameters as
    /// <c>name=value</c> lines. What a spec says of itself and expects of its results has no part in them.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dataHash">The hash of the data, from <see cref="Data.CorpusLoader"/>.</param>
    public static string Of(RunPlan plan, string dataHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hyperparameters = string.Join('\n', plan.Hyperparameters.List().Select(one => $"{one.Name}={one.Text}"));
        foreach (var part in (ReadOnlySpan<string>)[CodeVersion, plan.Experiment.CodeHash, dataHash,
            Trained(plan.CanonicalSpec), hyperparameters])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..FolderDigits];
    }

    private static string Trained(string canonicalSpec) =>
        CanonicalSpec.Remove(CanonicalSpec.Remove(canonicalSpec, "description"), "expect");
}
