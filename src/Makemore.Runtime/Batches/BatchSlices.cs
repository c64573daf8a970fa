namespace Makemore.Runtime.Batches;

/// <summary>
/// A batch cut into slices that are computed one by one or on several threads. It is made once and holds one batch after the other.
/// </summary>
public sealed class BatchSlices
{
    private readonly List<BatchSlice> slices = [];
    private long[] inputs = [];
    private long[] targets = [];
    private long[] order = [];

    /// <summary>The slices of the last batch.</summary>
    public IReadOnlyList<BatchSlice> Slices => slices;

    /// <summary>The tokens of a slice, (size, length).</summary>
    public ReadOnlySpan<long> InputsOf(BatchSlice slice) => inputs.AsSpan(slice.Input, slice.Size * slice.Length);

    /// <summary>The targets of a slice, (size) or (size, length).</summary>
    public ReadOnlySpan<long> TargetsOf(BatchSlice slice) => targets.AsSpan(slice.Target, slice.Targets);

    /// <summary>
    /// Cuts a batch. Where nothing behind an example's last target matters, examples come from the longest to the shortest and no slice is
    /// longer than its longest, so that little of what fills a batch up is computed.
    /// </summary>
    /// <param name="batch">The batch; it is copied.</param>
    /// <param name="most">The most slices; each has as many examples as the others, but the last, which may have fewer.</param>
    /// <param name="isShortened">Whether a slice may be shorter than the batch.</param>
    public void Cut(Batch batch, int most, bool isShortened)
    {
        slices.Clear();
        var perExample = batch.Targets.Length / batch.Size;
        var canShorten = isShortened && perExample == batch.Length;
        Reserve(batch);
        Order(batch, canShorten);
        var all = (double)batch.TargetCount();
        var size = (batch.Size + most - 1) / most;
        var (input, target) = (0, 0);
        for (var start = 0; start < batch.Size; start += size)
        {
            var count = Math.Min(size, batch.Size - start);
            var length = canShorten ? LengthOf(order[start]) : batch.Length;
            var used = canShorten ? length : perExample;
            for (var row = 0; row < count; row++)
            {
                var example = ExampleOf(order[start + row]);
                batch.Inputs.AsSpan(example * batch.Length, length).CopyTo(inputs.AsSpan(input + (row * length)));
                batch.Targets.AsSpan(example * perExample, used).CopyTo(targets.AsSpan(target + (row * used)));
            }

            var places = count * used;
            var counted = places - targets.AsSpan(target, places).Count(-1L);
            slices.Add(new(input, target, count, length, places, counted / all));
            input += count * length;
            target += places;
        }
    }

    /// <summary>Cuts a batch into parts of neighbouring examples.</summary>
    /// <param name="batch">The batch; it is copied.</param>
    /// <param name="count">The number of parts; there are fewer where there are fewer examples.</param>
    public void CutInParts(Batch batch, int count)
    {
        slices.Clear();
        Reserve(batch);
        batch.Inputs.CopyTo(inputs, 0);
        batch.Targets.CopyTo(targets, 0);
        var perExample = batch.Targets.Length / batch.Size;
        foreach (var part in BatchPart.Of(batch, count))
        {
            slices.Add(new(part.Start * batch.Length, part.Start * perExample, part.Size, batch.Length, part.Size * perExample, part.Share));
        }
    }

    private void Reserve(Batch batch)
    {
        if (inputs.Length < batch.Inputs.Length || targets.Length < batch.Targets.Length || order.Length < batch.Size)
        {
            inputs = new long[batch.Inputs.Length];
            targets = new long[batch.Targets.Length];
            order = new long[batch.Size];
        }
    }

    // An example's length above its number, so that examples of one length stay in order.
    private void Order(Batch batch, bool isByLength)
    {
        for (var example = 0; example < batch.Size; example++)
        {
            var missing = 0L;
            if (isByLength)
            {
                missing = int.MaxValue - Math.Max(1, batch.Targets.AsSpan(example * batch.Length, batch.Length).LastIndexOfAnyExcept(-1L) + 1);
            }

            order[example] = (missing << 32) | (uint)example;
        }

        order.AsSpan(0, batch.Size).Sort();
    }

    private static int LengthOf(long key) => int.MaxValue - (int)(key >> 32);

    private static int ExampleOf(long key) => (int)(uint)key;
}

/// <summary>Examples of a batch that are computed at once.</summary>
/// <param name="Input">Where its tokens begin.</param>
/// <param name="Target">Where its targets begin.</param>
/// <param name="Size">The number of examples.</param>
/// <param name="Length">The tokens of each.</param>
/// <param name="Targets">The number of targets, those that are ignored included.</param>
/// <param name="Share">The share of the batch's targets, so that the slices' mean losses add up to the batch's.</param>
public readonly record struct BatchSlice(int Input, int Target, int Size, int Length, int Targets, double Share);
