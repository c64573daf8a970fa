using System.Runtime.CompilerServices;

namespace Makemore.Generators.Tests.Diagnostics;

/// <summary>The files of the repository that tests read.</summary>
internal static class Repository
{
    /// <summary>The full path of a file or folder, from its path below the root.</summary>
    public static string PathOf(string relativePath) => Path.GetFullPath(Path.Combine(Root(), relativePath));

    private static string Root([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..");
}
