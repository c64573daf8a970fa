namespace Makemore.Runtime.Data;

/// <summary>The user's folder for what can be had again: downloaded data, private copies of native libraries.</summary>
public static class CacheFolder
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "MAKEMORE_CACHE";

    /// <summary>
    /// The folder: <c>MAKEMORE_CACHE</c>, else <c>makemore</c> below the local application data on Windows, and below
    /// <c>XDG_CACHE_HOME</c> or <c>~/.cache</c> elsewhere. It may not exist yet.
    /// </summary>
    public static string Path => Resolve(Environment.GetEnvironmentVariable);

    /// <summary>The folder under given environment variables.</summary>
    internal static string Resolve(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } chosen)
        {
            return System.IO.Path.GetFullPath(chosen);
        }

        if (OperatingSystem.IsWindows())
        {
            return System.IO.Path.Combine(Folder(Environment.SpecialFolder.LocalApplicationData), "makemore");
        }

        // The XDG Base Directory Specification says that a relative path is to be ignored.
        var caches = variable("XDG_CACHE_HOME") is { } path && System.IO.Path.IsPathRooted(path)
            ? path
            : System.IO.Path.Combine(variable("HOME") is { Length: > 0 } home ? home
                : Folder(Environment.SpecialFolder.UserProfile), ".cache");
        return System.IO.Path.Combine(caches, "makemore");
    }

    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder) is { Length: > 0 } path ? path : System.IO.Path.GetTempPath();
}
