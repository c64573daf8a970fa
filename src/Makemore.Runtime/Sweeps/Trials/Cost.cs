using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Sweeps.Trials;

/// <summary>What searches and pruning compare.</summary>
internal static class Cost
{
    /// <summary>A measured value so that less is better; what is missing or not finite is worst.</summary>
    public static double Of(double? value, Direction direction) => value is not { } number || !double.IsFinite(number)
        ? double.PositiveInfinity
        : direction == Direction.Maximize ? -number : number;
}
