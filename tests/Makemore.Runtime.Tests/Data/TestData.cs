using System.Collections.Immutable;
using System.Text;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Data;

/// <summary>Folders and files of a test's own, removed at its end.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("makemore-").FullName;

    public DataOptions Options => new(Path, [], System.IO.Path.Combine(Path, "cache"));

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A file of the folder as a corpus of which all trains, in the order of the file.</summary>
    public Corpus Load(string text, DatasetUnit unit = DatasetUnit.Line, SplitSpec? split = null)
    {
        Write("data.txt", text);
        return Load(new() { Path = "data.txt", Unit = unit }, Options, split);
    }

    /// <summary>A dataset of which all trains, in the order of the file.</summary>
    public static Corpus Load(DatasetSpec dataset, DataOptions options, SplitSpec? split = null) =>
        CorpusLoader.Load(dataset, split ?? Splits.AllTrain, options, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal static class Splits
{
    public static SplitSpec AllTrain { get; } = new() { Train = 1, Dev = 0, Test = 0, Shuffle = SplitShuffle.None };

    public static ImmutableArray<string> Texts(this Documents documents) =>
        [.. Enumerable.Range(0, documents.Count).Select(documents.Text)];
}

internal static class Names
{
    public static DatasetSpec Dataset { get; } = new() { Name = "names" };

    /// <summary>names.txt, split; the test is skipped where no folder of MAKEMORE_DATA has the file.</summary>
    public static Corpus Load(SplitSpec split)
    {
        Find();
        return TestFolder.Load(Dataset, DataOptions.FromEnvironment("."), split);
    }

    /// <summary>The path of names.txt; the test is skipped where no folder of MAKEMORE_DATA has it.</summary>
    public static string Find()
    {
        var path = DataOptions.FromEnvironment(".").DataFolders
            .Select(folder => Path.Combine(folder, "names.txt"))
            .FirstOrDefault(File.Exists);
        // The closing lines of .ci/run tell by the variable what a missing file of data leaves unchecked.
        Assert.SkipUnless(path is not null, "names.txt was not found (set MAKEMORE_DATA)");
        return path!;
    }
}
