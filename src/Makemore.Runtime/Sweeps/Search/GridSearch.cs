using System.Numerics;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>
/// Every point of a grid: in order, the last axis running fastest, or shuffled. Where trials are pruned by those before them,
/// a grid that goes from bad values to good ones would let all of them pass.
/// </summary>
/// <param name="space">The axes.</param>
/// <param name="shuffle">The seed of the order; null for the grid's own.</param>
internal sealed class GridSearch(SearchSpace space, long? shuffle) : ISearch
{
    private const int Rounds = 4;

    private readonly long count = space.Count ?? throw new InvalidOperationException("An axis of real numbers has no grid.");

    /// <inheritdoc/>
    public SweepPoint? Next(int number, IReadOnlyList<Trial> earlier) => number >= count ? null
        : space.GridPoint(shuffle is { } seed ? Shuffled(number, seed) : number);

    // A Feistel network permutes the numbers of an even number of bits (Luby and Rackoff, 1988); whoever leaves the grid walks on
    // until it is back in it. So there is no list of all points.
    private long Shuffled(long number, long seed)
    {
        var bits = Math.Max((BitOperations.Log2((ulong)count) / 2) + 1, 1);
        var mask = (1L << bits) - 1;
        do
        {
            var (high, low) = (number >> bits, number & mask);
            for (var round = 0; round < Rounds; round++)
            {
                (high, low) = (low, high ^ ((long)new Randomness(seed + round, low).NextBits() & mask));
            }

            number = (high << bits) | low;
        }
        while (number >= count);
        return number;
    }
}
