using System.Text.Json;

namespace Makemore.Runtime.Runs;

/// <summary>The runs that are there.</summary>
public static class RunFolders
{
    /// <summary>All runs, also those of experiments that are not there any more, in the order of their paths.</summary>
    /// <param name="runsFolder">The folder of all runs.</param>
    public static IEnumerable<RunFolder> All(string runsFolder) => !Directory.Exists(runsFolder) ? []
        : Directory.GetDirectories(runsFolder).Order(StringComparer.Ordinal).SelectMany(Below);

    /// <summary>The runs of an experiment, whatever their settings, in the order of their hashes.</summary>
    /// <param name="runsFolder">The folder of all runs.</param>
    /// <param name="experiment">The name of the experiment.</param>
    public static IEnumerable<RunFolder> Of(string runsFolder, string experiment)
    {
        var folder = Path.Combine(runsFolder, experiment);
        return Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(At).OfType<RunFolder>()
            : [];
    }

    /// <summary>The run in a folder; null where that is one of something else, or its record is damaged.</summary>
    public static RunFolder? At(string path)
    {
        var file = Path.Combine(path, RunFolder.IdentityName);
        try
        {
            return File.Exists(file)
                && JsonSerializer.Deserialize(File.ReadAllText(file), RunJson.Default.RunIdentity) is { Settings: not null } identity
                ? new(path, identity)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Deletes a run, and the folders above it that are empty then, up to that of all runs.</summary>
    /// <param name="runsFolder">The folder of all runs.</param>
    /// <param name="run">The run.</param>
    /// <returns>Whether it was deleted; not where a process works on it.</returns>
    /// <exception cref="MakemoreException">A file cannot be deleted.</exception>
    public static bool TryDelete(string runsFolder, RunFolder run)
    {
        try
        {
            using (var held = RunLock.TryTake(run.Lock))
            {
                if (held is null)
                {
                    return false;
                }

                // Its record goes first: what is left of it, if anything, is no run. The lock stays for who waits for it.
                File.Delete(run.IdentityFile);
                DeleteAllBut(run.Path, run.Lock);
            }

            Directory.Delete(run.Path, recursive: true);
            DeleteEmpty(Path.GetDirectoryName(run.Path), Path.GetFullPath(runsFolder));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"{run.Path} cannot be deleted: {error.Message}", error) { ExitCode = 1 };
        }
    }

    // A run holds no other runs.
    private static IEnumerable<RunFolder> Below(string folder) => File.Exists(Path.Combine(folder, RunFolder.IdentityName))
        ? At(folder) is { } run ? [run] : []
        : Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(Below);

    private static void DeleteAllBut(string folder, string kept)
    {
        foreach (var inner in Directory.GetDirectories(folder))
        {
            Directory.Delete(inner, recursive: true);
        }

        foreach (var file in Directory.GetFiles(folder).Where(file => file != kept))
        {
            File.Delete(file);
        }
    }

    private static void DeleteEmpty(string? folder, string runsFolder)
    {
        while (folder?.StartsWith(runsFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal) == true
            && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder);
        }
    }
}
