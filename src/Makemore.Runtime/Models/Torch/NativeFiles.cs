using System.Runtime.InteropServices;

namespace Makemore.Runtime.Models.Torch;

/// <summary>Where the native files of the application lie.</summary>
internal static class NativeFiles
{
    /// <summary>The path of a native file, or null where the application has none of that name.</summary>
    public static string? Find(string name) =>
        Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>A native file of libtorch that is a link to nothing, or null.</summary>
    public static string? BrokenLink() =>
        Folders()
            .Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*orch*"))
            .FirstOrDefault(file => file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            ?.FullName;

    /// <summary>The folders that the host found in deps.json come first, as they do when .NET itself loads a library.</summary>
    private static IEnumerable<string> Folders() =>
    [
        .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
        AppContext.BaseDirectory,
    ];
}
