using System.Text.Json;

namespace Makemore.Runtime.Runs;

/// <summary>The runs that are there.</summary>
public static class RunFolders
{
    /// <summary>The runs of an experiment, whatever their settings, in the order of their hashes.</summary>
    /// <param name="runsFolder">The folder of all runs.</param>
    /// <param name="experiment">The name of the experiment.</param>
    public static IEnumerable<RunFolder> Of(string runsFolder, string experiment)
    {
        var folder = Path.Combine(runsFolder, experiment);
        return Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Select(Read).OfType<RunFolder>()
            : [];
    }

    // A folder of something else, or whose record is damaged, is no run.
    private static RunFolder? Read(string path)
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
}
