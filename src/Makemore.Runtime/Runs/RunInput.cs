using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram.Arpa;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Runs;

/// <summary>What a run starts from: the data as tokens, and the model before it has learnt from them.</summary>
/// <param name="Model">The model: new, or loaded from an ARPA file.</param>
/// <param name="Corpus">The data; three empty splits where a loaded model needs none.</param>
internal sealed record RunInput(ILanguageModel Model, TokenizedCorpus Corpus)
{
    /// <summary>Loads the data and makes the model.</summary>
    /// <param name="plan">What is to be run.</param>
    /// <param name="options">Where data is found.</param>
    /// <param name="tokenizer">The tokenizer of a finished run, or null to make one.</param>
    /// <param name="generator">Draws the initial weights.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">The data or the file cannot be had, or they do not fit the spec.</exception>
    public static RunInput Load(
        RunPlan plan, RunnerOptions options, Tokenizer? tokenizer, TorchGenerator generator, CancellationToken cancellation)
    {
        var spec = plan.Spec;
        if (spec.Arpa is null)
        {
            var corpus = LoadCorpus(spec, options, tokenizer, cancellation);
            return new(
                plan.Experiment.CreateModel(
                    spec, plan.Hyperparameters, corpus.Tokenizer.VocabularySize, corpus.Tokenizer.Boundary, generator),
                corpus);
        }

        var file = ArpaFile.Read(ArpaPath(spec.Arpa, options.Data));
        var measured = spec.Dataset.IsNamed
            ? LoadCorpus(spec, options, tokenizer, cancellation)
            : TokenizedCorpus.Empty(tokenizer ?? ArpaModel.TokenizerOf(file));
        return new(ArpaModel.Create(file, measured.Tokenizer), measured);
    }

    /// <summary>Identifies the data, and the file of a model that is loaded, without decoding them.</summary>
    /// <exception cref="MakemoreException">They cannot be had.</exception>
    public static string Hash(ExperimentSpec spec, RunnerOptions options)
    {
        if (spec.Arpa is null)
        {
            return HashOfData(spec, options);
        }

        var file = DataFile.Read(ArpaPath(spec.Arpa, options.Data)).Sha256;
        return spec.Dataset.IsNamed ? $"{file} {HashOfData(spec, options)}" : file;
    }

    private static string HashOfData(ExperimentSpec spec, RunnerOptions options) =>
        options.Corpora?.Hash(spec.Dataset, options.Data) ?? CorpusLoader.Hash(spec.Dataset, options.Data);

    /// <summary>The splits as tokens, from what is kept where a run before has loaded them.</summary>
    /// <inheritdoc cref="Load"/>
    // The tokenizer of a finished run is most often the one that the spec asks for; where it is another, the data are its own.
    public static TokenizedCorpus LoadCorpus(
        ExperimentSpec spec, RunnerOptions options, Tokenizer? tokenizer, CancellationToken cancellation) =>
        options.Corpora?.Corpus(spec, options.Data, () => LoadCorpus(spec, options.Data, null, cancellation)) is { } cached
        && (tokenizer is null || tokenizer.Save() == cached.Tokenizer.Save())
            ? cached
            : LoadCorpus(spec, options.Data, tokenizer, cancellation);

    private static TokenizedCorpus LoadCorpus(
        ExperimentSpec spec, DataOptions options, Tokenizer? tokenizer, CancellationToken cancellation)
    {
        var corpus = CorpusLoader.Load(spec.Dataset, spec.Split, options, cancellation);
        return TokenizedCorpus.Create(corpus, tokenizer ?? Tokenizer.Create(spec.Tokenizer, corpus));
    }

    private static string ArpaPath(string arpa, DataOptions options) => Path.Combine(options.ProjectFolder, arpa);
}
