using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Models;

/// <summary>Real data for the tests of models and training.</summary>
internal static class TestData
{
    /// <summary>Where the environment says that datasets are.</summary>
    public static DataOptions Options { get; } = DataOptions.FromEnvironment(AppContext.BaseDirectory);

    /// <summary>The dataset of the lectures.</summary>
    public static DatasetSpec Names { get; } = new() { Name = "names" };

    /// <summary>The whole file as training split, without shuffling.</summary>
    public static SplitSpec WholeFile { get; } = new() { Train = 1, Dev = 0, Test = 0, Shuffle = SplitShuffle.None };

    /// <summary>The lectures' names, divided; the test is skipped where they cannot be had.</summary>
    public static TokenizedCorpus LoadNames(SplitSpec split)
    {
        SkipWithoutNames();
        return Load(Names, split);
    }

    /// <summary>The embedded names, which are always there.</summary>
    public static TokenizedCorpus LoadGivenNames() => Load(new() { Name = "given-names" }, new());

    /// <summary>Skips the test where the lectures' names cannot be had.</summary>
    public static void SkipWithoutNames() => Assert.SkipUnless(
        Options.DataFolders.Any(folder => File.Exists(Path.Combine(folder, "names.txt"))),
        "names.txt is in none of the folders of MAKEMORE_DATA.");

    private static TokenizedCorpus Load(DatasetSpec dataset, SplitSpec split)
    {
        var corpus = CorpusLoader.Load(dataset, split, Options, TestContext.Current.CancellationToken);
        return TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
    }
}
