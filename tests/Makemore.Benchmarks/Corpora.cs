using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Benchmarks;

/// <summary>The data of benchmarks.</summary>
internal static class Corpora
{
    /// <summary>The data of an experiment where a folder of MAKEMORE_DATA has it; else the names that need no network.</summary>
    public static TokenizedCorpus Of(Experiment experiment)
    {
        var options = DataOptions.FromEnvironment(".");
        var spec = experiment.Spec;
        var corpus = CorpusLoader.Load(AreThere(experiment) ? spec.Dataset : new() { Name = KnownDatasets.GivenNames }, spec.Split, options);
        return TokenizedCorpus.Create(corpus, Tokenizer.Create(spec.Tokenizer, corpus));
    }

    /// <summary>Whether a folder of MAKEMORE_DATA has the data of an experiment.</summary>
    public static bool AreThere(Experiment experiment) => DataOptions.FromEnvironment(".").DataFolders
        .Any(folder => File.Exists(Path.Combine(folder, $"{experiment.Spec.Dataset.Name}.txt")));
}
