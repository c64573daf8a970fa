using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>The points of a scrambled Sobol sequence, which leave no gaps; axes beyond its dimensions are random.</summary>
internal sealed class QuasiRandomSearch(SearchSpace space, long seed) : ISearch
{
    /// <inheritdoc/>
    public SweepPoint? Next(int number, IReadOnlyList<Trial> earlier)
    {
        var random = new Randomness(seed, number);
        var cube = new double[space.Axes.Length];
        for (var index = 0; index < cube.Length; index++)
        {
            cube[index] = index < SobolSequence.Dimensions ? SobolSequence.Scrambled((uint)number, index, seed) : random.Next();
        }

        return space.At(cube);
    }
}
