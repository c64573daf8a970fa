using System.Collections.Immutable;
using System.Text.Json;

namespace Makemore.Generators.Tests.Builds;

/// <summary>The packages that were restored for a project.</summary>
/// <param name="Files">Their files by their names, <c>spectre.console.0.57.2.nupkg</c>.</param>
internal sealed record RestoredPackages(ImmutableSortedDictionary<string, FileInfo> Files)
{
    /// <summary>Those of which a <c>project.assets.json</c> tells.</summary>
    public static RestoredPackages Of(string assets)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(assets));
        string[] folders = [.. document.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        var files = document.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => FileOf(folders, library.Value.GetProperty("path").GetString()!));
        return new(files.ToImmutableSortedDictionary(file => file.Name, file => file, StringComparer.Ordinal));
    }

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => Files.Keys;

    /// <summary>How many bytes a machine downloads that has none of the packages of some projects.</summary>
    public static long Download(params IEnumerable<RestoredPackages> projects) =>
        projects.SelectMany(packages => packages.Files.Values).DistinctBy(file => file.Name).Sum(file => file.Length);

    // The path of a package is its name and its version: spectre.console/0.57.2.
    private static FileInfo FileOf(string[] folders, string path)
    {
        var name = path.Replace('/', '.') + ".nupkg";
        return folders.Select(folder => new FileInfo(Path.Combine(folder, path, name))).FirstOrDefault(file => file.Exists)
            ?? throw new FileNotFoundException($"{name} is in none of {string.Join(", ", folders)}.");
    }
}
