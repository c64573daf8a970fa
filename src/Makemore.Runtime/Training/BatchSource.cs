using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Training;

/// <summary>
/// Gives the examples of each step: random ones with replacement, as many as all batches that make a step, or the whole split
/// every time.
/// </summary>
internal sealed class BatchSource
{
    private readonly Examples examples;
    private readonly TorchGenerator generator;
    private readonly long[] indices;
    private readonly Batch? full;

    /// <summary>Prepares the examples of the training split.</summary>
    /// <exception cref="MakemoreException">The split has no example, or a line does not fit into the context of a
    /// sequence model.</exception>
    public BatchSource(ILanguageModel model, TokenizedCorpus corpus, ExperimentSpec spec, TorchGenerator generator)
    {
        if (!model.IsWindowed)
        {
            LineLength.RequireFits(corpus, model.Context);
        }

        var train = corpus.Train;
        examples = Examples.ForTraining(train, model.Context, model.IsWindowed);
        if (examples.Count == 0)
        {
            throw new MakemoreException(
                $"The training split of '{spec.Name}' has no example: its {train.Count} documents hold {train.Tokens.Length} tokens. " +
                "Give it a larger share under `split:`, or more data.");
        }

        this.generator = generator;
        indices = new long[checked((spec.Training.Batch.Examples ?? 0) * spec.Training.Accumulate)];
        full = spec.Training.Batch.IsFull ? examples.All() : null;
    }

    /// <summary>
    /// Draws the examples of the next step, as <c>torch.randint(0, n, (batch,))</c> does for each batch in turn.
    /// </summary>
    public Batch Next()
    {
        if (full is not null)
        {
            return full;
        }

        generator.FillIntegers(indices, examples.Count);
        // A new record over the arrays that the source writes over: the same Batch always means the same examples.
        return examples.FillBatch(indices) with { };
    }
}
