using System.Collections.Immutable;
using System.Globalization;

namespace Makemore.Runtime.Data;

/// <summary>Where datasets are looked for, and how long a download may take.</summary>
/// <param name="ProjectFolder">The folder to which the paths of a spec are relative.</param>
/// <param name="DataFolders">The folders of <c>MAKEMORE_DATA</c>, in the order in which they are searched.</param>
/// <param name="CacheFolder">The folder below which downloads are kept.</param>
public sealed record DataOptions(string ProjectFolder, ImmutableArray<string> DataFolders, string CacheFolder)
{
    /// <summary>The environment variable that sets <see cref="DownloadLimit"/>.</summary>
    public const string DownloadLimitVariable = "MAKEMORE_DOWNLOAD_LIMIT";

    /// <summary>The longest wait for a server's answer, and for the next bytes of a download.</summary>
    public TimeSpan HttpTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that a whole download may take.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The most bytes of a download; <c>MAKEMORE_DOWNLOAD_LIMIT</c> sets it, otherwise it is 1 GiB.</summary>
    public long DownloadLimit { get; init; } = 1L << 30;

    /// <summary>The datasets that a spec may name.</summary>
    public ImmutableArray<KnownDataset> KnownDatasets { get; init; } = Data.KnownDatasets.All;

    /// <summary>The options that the environment gives: <c>MAKEMORE_DATA</c>, and <see cref="Data.CacheFolder"/>.</summary>
    /// <param name="projectFolder">The folder to which the paths of a spec are relative.</param>
    /// <param name="variable">The value of an environment variable; those of this process where null.</param>
    public static DataOptions FromEnvironment(string projectFolder, Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        var folders = (variable("MAKEMORE_DATA") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var options = new DataOptions(
            Path.GetFullPath(projectFolder), [.. folders.Select(Path.GetFullPath)], Data.CacheFolder.Resolve(variable));
        return variable(DownloadLimitVariable) is not { Length: > 0 } limit ? options
            : long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
                ? options with { DownloadLimit = bytes }
                : throw new MakemoreException($"{DownloadLimitVariable} is '{limit}', but it must be a number of bytes, 1 or more.");
    }
}
