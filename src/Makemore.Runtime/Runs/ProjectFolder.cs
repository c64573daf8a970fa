namespace Makemore.Runtime.Runs;

/// <summary>Which folder is the project's: there are its specs and its runs, and relative paths of data begin there.</summary>
public static class ProjectFolder
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "MAKEMORE_PROJECT";

    /// <summary>
    /// That of MAKEMORE_PROJECT, else the one with a project file at or above the program's folder, because <c>dotnet run
    /// --project X</c> starts in the caller's folder, else the current folder.
    /// </summary>
    public static string OfProcess() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given
            : Above(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    /// <summary>The next folder with a project file, the folder itself or one above; null where there is none.</summary>
    /// <param name="start">Where to begin.</param>
    public static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.csproj", new EnumerationOptions { IgnoreInaccessible = true }).Any())
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
