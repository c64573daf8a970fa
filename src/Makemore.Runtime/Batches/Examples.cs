namespace Makemore.Runtime.Batches;

/// <summary>The examples that a split gives a model, each found by its index in constant time.</summary>
/// <param name="length">The tokens of each input.</param>
/// <param name="targets">The targets of each example: 1, or as many as tokens.</param>
public abstract class Examples(int length, int targets)
{
    private Batch batch = new([], [], 0, length);

    /// <summary>The examples that a model trains on.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="context">The tokens of each input.</param>
    /// <param name="isWindowed">Whether the model gives one distribution for each example, or one behind each token.</param>
    /// <exception cref="MakemoreException">A line does not fit into the context of a sequence model.</exception>
    public static Examples ForTraining(TokenSequences tokens, int context, bool isWindowed) =>
        isWindowed ? new Windows(tokens, context) : new Sequences(tokens, context);

    /// <summary>The examples that a model is measured on: every target of a split comes once.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="context">The tokens of each input.</param>
    /// <param name="isWindowed">Whether the model gives one distribution for each example, or one behind each token.</param>
    /// <exception cref="MakemoreException">A line does not fit into the context of a sequence model.</exception>
    public static Examples ForMeasurement(TokenSequences tokens, int context, bool isWindowed) =>
        isWindowed || tokens.Boundary is not null ? ForTraining(tokens, context, isWindowed) : new Chunks(tokens, context);

    /// <summary>The tokens of each input.</summary>
    public int Length { get; } = length;

    /// <summary>The number of examples.</summary>
    public abstract int Count { get; }

    /// <summary>The examples of a training step.</summary>
    /// <param name="indices">Which, each from 0 to before <see cref="Count"/>; one may come twice.</param>
    /// <returns>A batch that the next call may write over.</returns>
    public Batch FillBatch(ReadOnlySpan<long> indices)
    {
        Resize(indices.Length);
        for (var row = 0; row < indices.Length; row++)
        {
            Write(checked((int)indices[row]), row);
        }

        return batch;
    }

    /// <summary>Neighbouring examples, for an evaluation.</summary>
    /// <param name="start">The index of the first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A batch that the next call may write over.</returns>
    public Batch Fill(int start, int count)
    {
        Resize(count);
        for (var row = 0; row < count; row++)
        {
            Write(start + row, row);
        }

        return batch;
    }

    /// <summary>All examples, in order; the batch is the caller's.</summary>
    public Batch All()
    {
        var all = Fill(0, Count);
        batch = new([], [], 0, Length);
        return all;
    }

    /// <summary>Writes one example.</summary>
    /// <param name="index">Which.</param>
    /// <param name="input">Where its tokens go, <see cref="Length"/> of them.</param>
    /// <param name="target">Where its targets go.</param>
    protected abstract void Write(int index, Span<long> input, Span<long> target);

    private void Write(int index, int row) =>
        Write(index, batch.Inputs.AsSpan(row * Length, Length), batch.Targets.AsSpan(row * targets, targets));

    private void Resize(int size)
    {
        if (batch.Size != size)
        {
            batch = new(new long[checked(size * Length)], new long[checked(size * targets)], size, Length);
        }
    }
}
