using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>Every point of a grid, in order, the last axis running fastest.</summary>
internal sealed class GridSearch(SearchSpace space) : ISearch
{
    /// <inheritdoc/>
    public SweepPoint? Next(int number, IReadOnlyList<Trial> earlier) => space.GridPoint(number);
}
