using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>
/// Chooses the points of a sweep. It has no state of its own: the same number and the same trials give the same point, so a
/// search goes on after an interruption as if there had been none.
/// </summary>
public interface ISearch
{
    /// <summary>The point of a trial.</summary>
    /// <param name="number">The number of the trial, from 0.</param>
    /// <param name="earlier">The trials with lower numbers, in order, whatever their state.</param>
    /// <returns>The point, or null where there is none left.</returns>
    SweepPoint? Next(int number, IReadOnlyList<Trial> earlier);
}
