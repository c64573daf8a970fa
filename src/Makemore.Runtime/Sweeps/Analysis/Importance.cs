using System.Collections.Immutable;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Search;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Runtime.Sweeps.Analysis;

/// <summary>
/// How much each axis matters: the share of the objective's variance over the whole space that the axis explains by itself, from
/// a forest of regression trees (functional analysis of variance; Hutter, Hoos and Leyton-Brown, An Efficient Approach for
/// Assessing Hyperparameter Importance, 2014).
/// </summary>
public static class Importance
{
    private const int Trees = 64;
    private const int LeastTrials = 4;

    /// <summary>The shares, the greatest first; empty where too few trials are finished or all came to the same.</summary>
    /// <param name="space">The axes. Of a sweep over several experiments only those count that all trials have.</param>
    /// <param name="trials">The trials.</param>
    /// <param name="direction">Which end of the scale is best.</param>
    /// <remarks>
    /// Words stand in the order of their mean objective, so that a cut can part the good from the bad. What is worse than the
    /// worst quarter by more than three times the spread of the middle half is taken for that bound, lest trials that nearly
    /// diverged are all that is seen.
    /// </remarks>
    public static ImmutableArray<(Axis Axis, double Share)> Of(SearchSpace space, IReadOnlyList<Trial> trials, Direction direction)
    {
        var finished = trials.Where(trial => trial.State == TrialState.Finished && space.Has(trial.Point) && double.IsFinite(trial.Objective ?? double.NaN)).ToList();
        Axis[] axes = [.. space.Axes.Where(axis => axis.Domain.Count != 1 && finished.TrueForAll(trial => trial.Point.Has(axis.Key)))];
        if (finished.Count < LeastTrials || axes.Length == 0)
        {
            return [];
        }

        var values = Bounded([.. finished.Select(trial => direction == Direction.Maximize ? -trial.Objective!.Value : trial.Objective!.Value)]);
        var columns = axes.Select(axis => Places(axis, finished, values)).ToArray();
        var points = finished.Select((_, row) => columns.Select(column => column[row]).ToArray()).ToList();
        var random = new Randomness(seed: 0, number: 0);
        var shares = new double[axes.Length];
        for (var tree = 0; tree < Trees; tree++)
        {
            var leaves = RegressionTree.Grow(points, values, ref random);
            var mean = leaves.Sum(leaf => leaf.Volume * leaf.Value);
            var variance = leaves.Sum(leaf => leaf.Volume * (leaf.Value - mean) * (leaf.Value - mean));
            for (var axis = 0; axis < axes.Length && variance > 0; axis++)
            {
                shares[axis] += VarianceOf(axis, leaves, mean) / variance / Trees;
            }
        }

        return [.. axes.Zip(shares).Where(pair => shares.Any(share => share > 0)).OrderByDescending(pair => pair.Second)];
    }

    // The variance along an axis of the mean over all others: between two cuts it is constant, and a leaf that reaches over
    // this part counts with its volume across the others.
    private static double VarianceOf(int axis, List<Leaf> leaves, double mean)
    {
        double[] cuts = [.. leaves.SelectMany(leaf => (double[])[leaf.From[axis], leaf.To[axis]]).Distinct().Order()];
        var variance = 0.0;
        for (var index = 1; index < cuts.Length; index++)
        {
            var (from, to) = (cuts[index - 1], cuts[index]);
            var marginal = leaves.Where(leaf => leaf.From[axis] <= from && leaf.To[axis] >= to)
                .Sum(leaf => leaf.Volume / (leaf.To[axis] - leaf.From[axis]) * leaf.Value);
            variance += (to - from) * (marginal - mean) * (marginal - mean);
        }

        return variance;
    }

    private static double[] Places(Axis axis, List<Trial> trials, double[] values)
    {
        if (axis.Domain is not AxisDomain.Listed { IsNumeric: false } words)
        {
            return [.. trials.Select(trial => axis.Domain.PlaceOf(trial.Point.Text(axis.Key)))];
        }

        var order = words.Values.OrderBy(word => trials.Select((trial, row) => (trial, row))
            .Where(pair => pair.trial.Point.Text(axis.Key) == word).Select(pair => values[pair.row]).DefaultIfEmpty(double.PositiveInfinity).Average()).ToList();
        return [.. trials.Select(trial => (order.IndexOf(trial.Point.Text(axis.Key)) + 0.5) / order.Count)];
    }

    private static double[] Bounded(double[] values)
    {
        double[] ordered = [.. values.Order()];
        var (quarter, threeQuarters) = (ordered[ordered.Length / 4], ordered[ordered.Length * 3 / 4]);
        var bound = threeQuarters + (3 * (threeQuarters - quarter));
        return bound > threeQuarters ? [.. values.Select(value => Math.Min(value, bound))] : values;
    }
}
