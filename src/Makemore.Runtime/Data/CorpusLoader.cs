using System.Security.Cryptography;
using System.Text;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Data;

/// <summary>Reads the dataset of a spec and divides it.</summary>
public static class CorpusLoader
{
    /// <summary>Reads and divides a dataset.</summary>
    /// <param name="dataset">The dataset; without any key it is <see cref="KnownDatasets.GivenNames"/>.</param>
    /// <param name="split">How to divide it; files that are divided already stay as they are.</param>
    /// <param name="options">Where to look.</param>
    /// <param name="cancellation">Stops a download with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">The data cannot be had, is no text, or cannot be divided so.</exception>
    public static Corpus Load(
        DatasetSpec dataset, SplitSpec split, DataOptions options, CancellationToken cancellation = default)
    {
        if (dataset.Train is { } train)
        {
            return LoadDivided(dataset, train, new DatasetLocator(options));
        }

        var (name, unit, file) = Find(dataset, new DatasetLocator(options), cancellation);
        var text = TextFile.Of(file);
        return unit == DatasetUnit.Line
            ? DivideLines(name, file.Sha256, Documents.Lines(text), split)
            : DivideText(name, file.Sha256, Documents.RunningText(text), Utf8Text.CountCharacters(text[text.Text]), split);
    }

    /// <summary>
    /// The <see cref="Corpus.Sha256"/> of a dataset, without decoding it. What is known or downloaded is known by its hash,
    /// so nothing is read or downloaded for it; <see cref="Load"/> makes sure that the hash is true.
    /// </summary>
    /// <exception cref="MakemoreException">The data cannot be had.</exception>
    public static string Hash(DatasetSpec dataset, DataOptions options)
    {
        var locator = new DatasetLocator(options);
        if (dataset.Train is { } train)
        {
            return Hash(ReadDivided(dataset, train, locator));
        }

        var expected = dataset.Path is not null ? null
            : dataset.Url is not null ? dataset.Sha256
            : locator.Known(dataset.Name ?? KnownDatasets.GivenNames).Download?.Sha256;
        return expected?.ToLowerInvariant() ?? Find(dataset, locator, CancellationToken.None).File.Sha256;
    }

    private static (string Name, DatasetUnit Unit, DataFile File) Find(
        DatasetSpec dataset, DatasetLocator locator, CancellationToken cancellation)
    {
        if (dataset.Path is { } path)
        {
            return (path, dataset.Unit, locator.Read(path, dataset.Sha256));
        }

        if (dataset.Url is { } url)
        {
            return (url, dataset.Unit, locator.Read(Remote(url, dataset.Sha256), cancellation));
        }

        var known = locator.Known(dataset.Name ?? KnownDatasets.GivenNames);
        return (known.Name, known.Unit, locator.Read(known, cancellation));
    }

    private static RemoteFile Remote(string url, string? sha256)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            throw new MakemoreException($"dataset: '{url}' is not an address; expected one of http or https.");
        }

        return sha256 is { Length: 64 } && sha256.All(char.IsAsciiHexDigit)
            ? new(address, sha256)
            : throw new MakemoreException($"dataset: {url} needs its sha256, 64 hexadecimal digits; found '{sha256}'.");
    }

    private static Corpus DivideLines(string name, string sha256, Documents lines, SplitSpec split)
    {
        var ends = SplitShares.Of(split, lines.Count, "lines");
        var ordered = split.Shuffle == SplitShuffle.Python ? lines.Shuffled(split.Seed) : lines;
        return new(name, DatasetUnit.Line, sha256,
            ordered.Slice(0, ends.Train), ordered.Slice(ends.Train, ends.Dev), ordered.Slice(ends.Dev, ends.Test));
    }

    private static Corpus DivideText(string name, string sha256, Documents text, int characters, SplitSpec split)
    {
        var ends = SplitShares.Of(split, characters, "characters");
        return new(name, DatasetUnit.Text, sha256,
            text.Cut(0, ends.Train), text.Cut(ends.Train, ends.Dev), text.Cut(ends.Dev, ends.Test));
    }

    private static Corpus LoadDivided(DatasetSpec dataset, string train, DatasetLocator locator)
    {
        var (trainFile, devFile, testFile) = ReadDivided(dataset, train, locator);
        return new(train, dataset.Unit, Hash((trainFile, devFile, testFile)), Read(trainFile), Read(devFile), Read(testFile));

        Documents Read(DataFile? file) => file is null ? Documents.None
            : dataset.Unit == DatasetUnit.Line ? Documents.Lines(TextFile.Of(file))
            : Documents.RunningText(TextFile.Of(file));
    }

    private static (DataFile Train, DataFile? Dev, DataFile? Test) ReadDivided(
        DatasetSpec dataset, string train, DatasetLocator locator) => (
        locator.Read(train),
        dataset.Dev is { } dev ? locator.Read(dev) : null,
        dataset.Test is { } test ? locator.Read(test) : null);

    private static string Hash((DataFile Train, DataFile? Dev, DataFile? Test) files) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{files.Train.Sha256} {files.Dev?.Sha256} {files.Test?.Sha256}")));
}
