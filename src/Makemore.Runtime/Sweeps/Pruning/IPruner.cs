using System.Collections.Immutable;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Pruning;

/// <summary>
/// Decides which trials go on. It has no state of its own: what it decides follows from the trials that the ledger holds.
/// </summary>
public interface IPruner
{
    /// <summary>The steps at which a trial is looked at, ascending, all below the steps that it has in all.</summary>
    /// <param name="trial">The number of the trial.</param>
    /// <param name="steps">The steps of a whole run of it.</param>
    ImmutableArray<long> Rungs(int trial, long steps);

    /// <summary>What becomes of a trial that was just measured at one of its rungs.</summary>
    /// <param name="trial">The trial, its last report at the rung.</param>
    /// <param name="all">All trials by number, this one among them.</param>
    PruningDecision Decide(Trial trial, IReadOnlyList<Trial> all);

    /// <summary>The number of a trial that waits at a rung and has earned to go on, or null.</summary>
    /// <param name="all">All trials by number.</param>
    int? Promote(IReadOnlyList<Trial> all);

    /// <summary>The number of a trial that goes on where nothing else is left to do, lest nobody comes to the end; or null.</summary>
    /// <param name="all">All trials by number.</param>
    int? PromoteLast(IReadOnlyList<Trial> all);
}

/// <summary>What becomes of a trial at a rung.</summary>
public enum PruningDecision
{
    /// <summary>It goes on.</summary>
    GoOn,

    /// <summary>It waits until it is promoted, or given up at the end.</summary>
    Wait,

    /// <summary>It is given up.</summary>
    GiveUp,
}
