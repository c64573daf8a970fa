using System.Numerics;
using System.Runtime.InteropServices;

namespace Makemore.Runtime.Batches;

/// <summary>
/// The examples of a windowed model, each once: a line of names has few different beginnings, so that among the 182,625 windows of the
/// third lecture most are equal. They stand in the order of their first occurrence.
/// </summary>
/// <param name="Inputs">Token ids, (examples, length) in row order.</param>
/// <param name="Targets">The next token of each.</param>
/// <param name="Counts">How many times each is there.</param>
/// <param name="Length">The tokens of each input.</param>
public sealed record DistinctWindows(long[] Inputs, long[] Targets, long[] Counts, int Length)
{
    /// <summary>Finds the different examples of a batch.</summary>
    public static DistinctWindows Of(Batch batch)
    {
        var places = new Dictionary<(UInt128 Input, long Target), int>();
        var (inputs, targets, counts) = (new List<long>(), new List<long>(), new List<long>());
        for (var example = 0; example < batch.Size; example++)
        {
            var input = batch.Inputs.AsSpan(example * batch.Length, batch.Length);
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, (KeyOf<long>(input), batch.Targets[example]), out var isKnown);
            if (isKnown)
            {
                counts[place]++;
                continue;
            }

            place = counts.Count;
            inputs.AddRange(input);
            targets.Add(batch.Targets[example]);
            counts.Add(1);
        }

        return new([.. inputs], [.. targets], [.. counts], batch.Length);
    }

    /// <summary>Whether inputs are short enough, and their tokens few enough, to be told apart by a number.</summary>
    public static bool Fits(int length, int vocabulary) => vocabulary <= 1L << Math.Min(62, BitsOf(length));

    private static int BitsOf(int length) => 128 / Math.Max(1, length);

    /// <summary>A number for tokens that <see cref="Fits"/>; other tokens, as many, have another.</summary>
    internal static UInt128 KeyOf<T>(ReadOnlySpan<T> input)
        where T : IBinaryInteger<T>
    {
        var bits = BitsOf(input.Length);
        UInt128 key = 0;
        foreach (var token in input)
        {
            key = (key << bits) | UInt128.CreateTruncating(token);
        }

        return key;
    }
}
