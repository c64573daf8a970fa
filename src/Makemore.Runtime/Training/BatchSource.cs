using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Training;

/// <summary>Gives the examples of each step: a random batch with replacement, or the whole split every time.</summary>
internal sealed class BatchSource
{
    private readonly Windows windows;
    private readonly TorchGenerator generator;
    private readonly long[] indices;
    private readonly Batch? full;

    /// <summary>Prepares the examples of a split.</summary>
    /// <exception cref="MakemoreException">The split has no example.</exception>
    public BatchSource(ILanguageModel model, TokenSequences train, ExperimentSpec spec, TorchGenerator generator)
    {
        if (!model.IsWindowed)
        {
            throw new MakemoreException("Training on whole sequences is not there yet: the network must end in one row of logits per window.");
        }

        windows = new Windows(train, model.Context);
        if (windows.Count == 0)
        {
            throw new MakemoreException(
                $"The training split of '{spec.Name}' has no example: its {train.Count} documents hold {train.Tokens.Length} tokens. " +
                "Give it a larger share under `split:`, or more data.");
        }

        this.generator = generator;
        indices = new long[spec.Training.Batch];
        full = spec.Training.Batch == 0 ? windows.All() : null;
    }

    /// <summary>Draws the next batch, as <c>torch.randint(0, n, (batch,))</c> does.</summary>
    public Batch Next()
    {
        if (full is not null)
        {
            return full;
        }

        generator.FillIntegers(indices, windows.Count);
        // A new record over the arrays that the source writes over: the same Batch always means the same examples.
        return windows.FillBatch(indices) with { };
    }
}
