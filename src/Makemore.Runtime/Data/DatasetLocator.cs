namespace Makemore.Runtime.Data;

/// <summary>Finds the files of datasets: embedded, by path, in folders of data, in the cache, or behind an address.</summary>
/// <param name="options">Where to look.</param>
internal sealed class DatasetLocator(DataOptions options)
{
    /// <summary>The known dataset of a name.</summary>
    /// <exception cref="MakemoreException">There is none.</exception>
    public KnownDataset Known(string name)
    {
        var names = options.KnownDatasets.Select(dataset => dataset.Name).ToArray();
        return options.KnownDatasets.FirstOrDefault(dataset => dataset.Name == name) ?? throw new MakemoreException(
            $"dataset: there is no dataset '{name}'.{Suggestion.For(name, names)} Known are {string.Join(", ", names)}; " +
            "for a file of your own write { path: FILE }.");
    }

    /// <summary>
    /// A known dataset: embedded, or in a folder of <c>MAKEMORE_DATA</c>, or in the cache, or downloaded to the cache.
    /// A file of its name with another content in a folder of data is an error, because the user put it there; in the
    /// cache it is replaced.
    /// </summary>
    /// <exception cref="MakemoreException">It cannot be had.</exception>
    public DataFile Read(KnownDataset dataset, CancellationToken cancellation)
    {
        if (dataset.Download is not { } remote)
        {
            return Embedded(dataset.FileName);
        }

        foreach (var folder in options.DataFolders)
        {
            var path = Path.Combine(folder, dataset.FileName);
            if (File.Exists(path))
            {
                return Checked(DataFile.Read(path), remote.Sha256, $"the dataset '{dataset.Name}'",
                    "Take it out of MAKEMORE_DATA, or name it as a dataset of its own: { path: FILE }.");
            }
        }

        return Read(remote, dataset.FileName, cancellation);
    }

    /// <summary>The file behind an address: from the cache, or downloaded to it.</summary>
    /// <exception cref="MakemoreException">It cannot be had.</exception>
    public DataFile Read(RemoteFile remote, CancellationToken cancellation) => Read(remote, null, cancellation);

    /// <summary>A file by its path, relative to the project's folder, then to each folder of data.</summary>
    /// <param name="path">The path as the spec has it.</param>
    /// <param name="sha256">The SHA-256 that it must have, or null.</param>
    /// <exception cref="MakemoreException">It is not there, or not the one that is meant.</exception>
    public DataFile Read(string path, string? sha256 = null)
    {
        var candidates = Candidates(path);
        if (candidates.FirstOrDefault(File.Exists) is not { } found)
        {
            throw new MakemoreException(
                $"dataset: there is no file '{path}'.{NearName(path, candidates)} Searched: {string.Join(", ", candidates)}.");
        }

        var file = DataFile.Read(found);
        return sha256 is null ? file
            : Checked(file, sha256, $"'{path}' by its sha256", "Restore the file, or correct the hash in the spec.");
    }

    private DataFile Read(RemoteFile remote, string? fileName, CancellationToken cancellation)
    {
        // Named by content: two datasets never share a file, and a corrected hash never meets an old one.
        var path = Path.Combine(options.CacheFolder, "datasets", remote.Sha256.ToLowerInvariant() + ".txt");
        if (File.Exists(path) && DataFile.Read(path) is { } cached && cached.Has(remote.Sha256))
        {
            return cached;
        }

        var remedy = fileName is null
            ? $"Without a network, put the file at {path}."
            : $"Without a network, put {fileName} in a folder and set MAKEMORE_DATA to that folder; " +
              $"the dataset '{KnownDatasets.GivenNames}' needs none.";
        new Download(remote, path, remedy, options).RunAsync(cancellation).GetAwaiter().GetResult();
        return DataFile.Read(path);
    }

    private string[] Candidates(string path) =>
        [.. options.DataFolders.Prepend(options.ProjectFolder).Select(folder => Path.GetFullPath(path, folder)).Distinct()];

    private static string NearName(string path, IEnumerable<string> candidates)
    {
        var neighbours = candidates.Select(Path.GetDirectoryName).OfType<string>().Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder)).Select(file => Path.GetFileName(file)).Distinct();
        return Suggestion.For(Path.GetFileName(path), neighbours);
    }

    private static DataFile Checked(DataFile file, string sha256, string meant, string remedy) =>
        file.Has(sha256) ? file : throw new MakemoreException(
            $"{file.Name}: wrong hash: this is not {meant}. Found SHA-256 {file.Sha256}, expected {sha256}. {remedy}");

    private static DataFile Embedded(string resource)
    {
        using var stream = typeof(DatasetLocator).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return DataFile.Of(resource, content);
    }
}
