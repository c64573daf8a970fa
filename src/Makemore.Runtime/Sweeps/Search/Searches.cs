using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Spaces;

namespace Makemore.Runtime.Sweeps.Search;

/// <summary>The methods of search by their names.</summary>
public static class Searches
{
    /// <summary>The search that a sweep asks for.</summary>
    public static ISearch Of(SweepSpec spec, SearchSpace space) => spec.Search.Type switch
    {
        SearchType.Grid => new GridSearch(space, spec.Prune.Type == PruneType.None ? null : spec.Seed),
        SearchType.Random => new RandomSearch(space, spec.Seed),
        SearchType.QuasiRandom => new QuasiRandomSearch(space, spec.Seed),
        SearchType.Tpe => new TpeSearch(space, spec.Seed, spec.Search.Startup, spec.Objective.Direction),
        _ => throw new ArgumentOutOfRangeException(nameof(spec)),
    };
}
