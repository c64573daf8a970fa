using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Sweeps.Trials;

/// <summary>What searches and pruning compare, and who shows trials.</summary>
internal static class Cost
{
    /// <summary>A measured value so that less is better; what is missing or not finite is worst.</summary>
    public static double Of(double? value, Direction direction) => value is not { } number || !double.IsFinite(number)
        ? double.PositiveInfinity
        : direction == Direction.Maximize ? -number : number;

    /// <summary>The finished trials with a finite objective, the best first; of equal ones the earlier.</summary>
    public static IEnumerable<Trial> Ranked(IEnumerable<Trial> trials, Direction direction) => trials
        .Where(trial => trial.State == TrialState.Finished && double.IsFinite(trial.Objective ?? double.NaN))
        .OrderBy(trial => Of(trial.Objective, direction)).ThenBy(trial => trial.Number);
}
