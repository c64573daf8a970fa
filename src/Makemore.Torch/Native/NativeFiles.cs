using System.Runtime.InteropServices;
using Makemore.Runtime;

namespace Makemore.Torch.Native;

/// <summary>Where the native files of the application lie.</summary>
internal static class NativeFiles
{
    /// <summary>What the native files ask of a system, for messages.</summary>
    public const string Requirements =
        "libtorch runs on linux-x64 (glibc 2.34 or newer), win-x64 (with the Visual C++ runtime) and osx-arm64 "
        + "(with libomp: brew install libomp). Elsewhere use the backend ngram, which does without it.";

    /// <summary>The path of a native library.</summary>
    /// <param name="name">Its name without what the platform puts around it: <c>torch_cpu</c>.</param>
    /// <exception cref="MakemoreException">The application does not have it.</exception>
    public static string Require(string name) => Find(FileName(name)) ?? throw new MakemoreException(
        $"The application has no {FileName(name)} for {RuntimeInformation.RuntimeIdentifier}; it was sought in "
        + $"{string.Join(", ", Folders().Select(folder => $"'{folder}'"))}. Build on the platform that it is to run " +
            $"on, or with its runtime identifier. {Requirements}");

    /// <summary>The path of a native file, or null where the application has none of that name.</summary>
    public static string? Find(string file) =>
        Folders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    /// <summary>A native file of libtorch that is a link to nothing, or null.</summary>
    public static string? BrokenLink() =>
        Folders()
            .Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles())
            .FirstOrDefault(file =>
                file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            ?.FullName;

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    /// <summary>The folders that the host found in deps.json come first, as they do when .NET itself loads a library.</summary>
    private static IEnumerable<string> Folders() => ((string[])
    [
        .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
        AppContext.BaseDirectory,
    ]).Select(Path.TrimEndingDirectorySeparator).Distinct();
}
