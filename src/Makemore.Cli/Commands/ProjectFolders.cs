using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Runs;

namespace Makemore.Cli.Commands;

/// <summary>Where a project keeps its specs and its runs.</summary>
/// <param name="Project">The folder of the specs; what they name by a relative path is looked for there.</param>
/// <param name="Runs">The folder of the runs.</param>
internal sealed record ProjectFolders(string Project, string Runs)
{
    /// <summary>
    /// The folder that is given, else MAKEMORE_PROJECT, else the one with a project file at or above the program's
    /// folder, because <c>dotnet run --project X</c> starts in the caller's folder, else the caller's folder.
    /// </summary>
    /// <exception cref="MakemoreException">The folder that is given does not exist.</exception>
    public static ProjectFolders Find(Surroundings surroundings, string? project, string? runs)
    {
        var given = project ?? surroundings.Variable(ProjectFolder.Variable);
        var folder = given is null
            ? ProjectFolder.Above(surroundings.ProgramFolder) ?? surroundings.CurrentFolder
            : Path.GetFullPath(given, surroundings.CurrentFolder);
        if (!Directory.Exists(folder))
        {
            throw new MakemoreException(
                $"The project's folder '{folder}' does not exist; it was given by " +
                    $"{(project is null ? "MAKEMORE_PROJECT" : "--project-folder")}.");
        }

        return new(folder, runs is null ? Path.Combine(folder, "runs") : Path.GetFullPath(runs, surroundings.CurrentFolder));
    }
}
