using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Sampling;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>A model with the tokenizer and the data that it was trained with.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="Model">The trained model.</param>
/// <param name="Corpus">The splits as tokens, and the tokenizer that made them.</param>
public sealed record TrainedModel(RunPlan Plan, ILanguageModel Model, TokenizedCorpus Corpus) : IDisposable
{
    /// <summary>Draws samples as the spec of the run says.</summary>
    public IEnumerable<string> Sample(string prompt = "", CancellationToken cancellation = default) =>
        new Sampler(Model, Corpus.Tokenizer).Sample(Plan.Spec.Sampling, prompt, cancellation);

    /// <summary>Measures the whole splits.</summary>
    public SplitLosses Evaluate(CancellationToken cancellation = default) => SplitLoss.OfAll(Model, Corpus, cancellation);

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
