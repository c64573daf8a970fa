using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>Independent points, each equally likely (Bergstra and Bengio, 2012).</summary>
internal sealed class RandomSearch(SearchSpace space, long seed) : ISearch
{
    /// <inheritdoc/>
    public SweepPoint? Next(int number, IReadOnlyList<Trial> earlier)
    {
        var random = new Randomness(seed, number);
        var cube = new double[space.Axes.Length];
        for (var index = 0; index < cube.Length; index++)
        {
            cube[index] = random.Next();
        }

        return space.At(cube);
    }
}
