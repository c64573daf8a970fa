namespace Makemore.Runtime.Batches;

/// <summary>The examples that a split gives a model, each found by its index in constant time.</summary>
/// <param name="length">The tokens that the longest input may have.</param>
/// <param name="isWindowed">Whether an example has one target, or one behind each token.</param>
public abstract class Examples(int length, bool isWindowed)
{
    private const int MostTokens = 8192;
    private const int MostLogits = 1 << 23;

    private Batch batch = new([], [], 0, length);

    /// <summary>The examples that a model trains on.</summary>
    /// <param name="tokens">The split.</param>
    /// <param name="context">The tokens that the model sees.</param>
    /// <param name="isWindowed">Whether the model gives one distribution for each example, or one behind each token.</param>
    /// <exception cref="MakemoreException">A line does not fit into the context of a sequence model.</exception>
    public static Examples ForTraining(TokenSequences tokens, int context, bool isWindowed) =>
        isWindowed ? new Windows(tokens, context) : new Sequences(tokens, context);

    /// <summary>
    /// The examples that a model is measured on: every target of a split comes once, and lines come from the shortest to the
    /// longest, so that little is filled up.
    /// </summary>
    /// <param name="tokens">The split.</param>
    /// <param name="context">The tokens that the model sees.</param>
    /// <param name="isWindowed">Whether the model gives one distribution for each example, or one behind each token.</param>
    /// <exception cref="MakemoreException">A line does not fit into the context of a sequence model.</exception>
    public static Examples ForMeasurement(TokenSequences tokens, int context, bool isWindowed) =>
        isWindowed ? new Windows(tokens, context)
        : tokens.Boundary is null ? new Chunks(tokens, context)
        : new Sequences(tokens, context, isByLength: true);

    /// <summary>The tokens that the longest input may have.</summary>
    public int Length { get; } = length;

    /// <summary>The number of examples.</summary>
    public abstract int Count { get; }

    /// <summary>The examples of a training step, filled up to the longest of them.</summary>
    /// <param name="indices">Which, each from 0 to before <see cref="Count"/>; one may come twice.</param>
    /// <returns>A batch that the next call may write over.</returns>
    public Batch FillBatch(ReadOnlySpan<long> indices)
    {
        var longest = 0;
        foreach (var index in indices)
        {
            longest = Math.Max(longest, LengthOf(checked((int)index)));
        }

        Resize(indices.Length, longest);
        for (var row = 0; row < indices.Length; row++)
        {
            Write((int)indices[row], row);
        }

        return batch;
    }

    /// <summary>Neighbouring examples, filled up to the longest of them.</summary>
    /// <param name="start">The index of the first.</param>
    /// <param name="count">How many.</param>
    /// <returns>A batch that the next call may write over.</returns>
    public Batch Fill(int start, int count)
    {
        var indices = new long[count];
        for (var row = 0; row < count; row++)
        {
            indices[row] = start + row;
        }

        return FillBatch(indices);
    }

    /// <summary>All examples, in order; the batch is the caller's.</summary>
    public Batch All()
    {
        var all = Fill(0, Count);
        batch = new([], [], 0, Length);
        return all;
    }

    /// <summary>
    /// The tokens that are computed at a time where a model is measured. They bound its memory, also where numbers are as wide as the
    /// vocabulary.
    /// </summary>
    /// <param name="vocabulary">The number of tokens in the vocabulary.</param>
    public static int TokensAtOnce(int vocabulary) => Math.Clamp(MostLogits / vocabulary, 1, MostTokens);

    /// <summary>All examples, in batches of neighbours; each is written over by the next.</summary>
    /// <param name="tokens">The most tokens of a batch, those that fill it up included; a single example may have more.</param>
    public IEnumerable<Batch> InBatches(int tokens)
    {
        for (var start = 0; start < Count;)
        {
            var (count, longest) = (1, LengthOf(start));
            while (start + count < Count)
            {
                longest = Math.Max(longest, LengthOf(start + count));
                if ((long)longest * (count + 1) > tokens)
                {
                    break;
                }

                count++;
            }

            yield return Fill(start, count);
            start += count;
        }
    }

    /// <summary>The tokens of an example's input.</summary>
    protected virtual int LengthOf(int index) => Length;

    /// <summary>Writes one example.</summary>
    /// <param name="index">Which.</param>
    /// <param name="input">Where its tokens go, as many as the longest of its batch has.</param>
    /// <param name="target">Where its targets go.</param>
    protected abstract void Write(int index, Span<long> input, Span<long> target);

    private void Write(int index, int row)
    {
        var targets = isWindowed ? 1 : batch.Length;
        Write(index, batch.Inputs.AsSpan(row * batch.Length, batch.Length), batch.Targets.AsSpan(row * targets, targets));
    }

    private void Resize(int size, int longest)
    {
        if (batch.Size != size || batch.Length != longest)
        {
            var inputs = new long[checked(size * longest)];
            batch = new(inputs, isWindowed ? new long[size] : new long[inputs.Length], size, longest);
        }
    }
}
