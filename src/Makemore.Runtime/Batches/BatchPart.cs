namespace Makemore.Runtime.Batches;

/// <summary>Neighbouring examples of a batch that are computed at once.</summary>
/// <param name="Start">The first example.</param>
/// <param name="Size">The number of examples.</param>
/// <param name="Share">The share of the batch's targets, so that the parts' mean losses add up to the batch's.</param>
/// <param name="IsFilledUp">Whether some of its targets are ignored.</param>
/// <param name="IsLast">Whether no part comes after it.</param>
public readonly record struct BatchPart(int Start, int Size, double Share, bool IsFilledUp, bool IsLast)
{
    /// <summary>The parts of a batch, as even as can be; fewer where there are fewer examples.</summary>
    public static IEnumerable<BatchPart> Of(Batch batch, int count)
    {
        count = Math.Min(count, batch.Size);
        var targets = (double)batch.TargetCount();
        for (var part = 0; part < count; part++)
        {
            var start = (int)((long)batch.Size * part / count);
            var size = (int)((long)batch.Size * (part + 1) / count) - start;
            var counted = batch.TargetCount(start, size);
            var places = (long)size * (batch.Targets.Length / batch.Size);
            yield return new(start, size, counted / targets, IsFilledUp: counted < places, IsLast: part == count - 1);
        }
    }
}
