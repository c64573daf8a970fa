using System.Collections.Immutable;

namespace Makemore.Runtime.Diagnostics;

/// <summary>
/// Judges what was seen inside of a network by the rules that lecture 3 of makemore reads off its plots. A pure function: the same
/// observations give the same findings.
/// </summary>
public static partial class Diagnosis
{
    /// <summary>The findings: those about the start, from the first observation, then those about the training; none where all is well.</summary>
    /// <param name="observations">The observations of a run in the order of their steps, as <c>DiagnosticsLog.Read</c> gives them.</param>
    public static ImmutableArray<Finding> Of(IReadOnlyList<Observation> observations)
    {
        if (observations.Count == 0)
        {
            return [];
        }

        var (first, last) = (observations[0], observations[^1]);
        IEnumerable<Finding> start = first.Step == 0 ? [.. AtStart(first), .. Layers(first)] : [];
        // What was wrong from the start is said once.
        var known = start.Select(finding => (finding.Kind, finding.Subject)).ToHashSet();
        return
        [
            .. start,
            .. last.Step > first.Step || first.Step > 0 ? Layers(last).Where(finding => !known.Contains((finding.Kind, finding.Subject))) : [],
            .. Updates(observations),
        ];
    }

    private static IEnumerable<Finding> AtStart(Observation first)
    {
        if (InitialLoss.IsTooHigh(first.Loss, first.Vocabulary))
        {
            yield return new(FindingKind.ConfidentStart, Severity.Warning, first.Step, "", FormattableString.Invariant(
                $"the first loss is {first.Loss:0.00}, and an even guess has ln {first.Vocabulary} = {first.EvenGuess:0.00}: let the last layer begin smaller, as with `init=(normal 0.01)`"));
        }

        if (first.Parameters.Length >= FewestMatrices && first.Parameters.MaxBy(one => one.GradientToData ?? 0) is { GradientToData: { } steepest } steep
            && steepest > Steep * Median(first.Parameters.Where(one => one != steep).Select(one => one.GradientToData ?? 0)))
        {
            yield return new(FindingKind.SteepMatrix, Severity.Note, first.Step, steep.Name, FormattableString.Invariant(
                $"{steep.Name} has a gradient of {steepest:G2} of its own deviation at the start, more than {Steep} times as much as most: its first steps are larger than those of the others, which passes"));
        }
    }

    // The median of an update over the observations with the highest learning rate: what a schedule lowers in the end is no fault, and
    // the first step is like no other.
    private static IEnumerable<Finding> Updates(IReadOnlyList<Observation> observations)
    {
        var highest = observations.Max(observation => observation.Rate);
        List<Observation> seen = [.. observations.Where(observation => observation.Rate == highest && observation.Step > 0)];
        if (seen.Count == 0)
        {
            yield break;
        }

        List<(string Name, double Update)> updates = [.. seen[^1].Parameters.Select(one => (one.Name, Updates: UpdatesOf(one.Name).ToList()))
            .Where(one => one.Updates.Count > 0).Select(one => (one.Name, Median(one.Updates)))];
        if (updates.Count == 0)
        {
            yield break;
        }

        var (step, middle) = (seen[^1].Step, Median(updates.Select(one => one.Update)));
        if (middle > LargestUpdate)
        {
            yield return new(FindingKind.LargeUpdates, Severity.Warning, step, "", FormattableString.Invariant(
                $"a step changes the parameters by 10^{middle:0.0} of their deviation, where 10^-3 is good: lower the learning rate, now {highest:G3}"));
        }
        else if (middle < SmallestUpdate)
        {
            yield return new(FindingKind.SmallUpdates, Severity.Warning, step, "", FormattableString.Invariant(
                $"a step changes the parameters by 10^{middle:0.0} of their deviation, where 10^-3 is good: raise the learning rate, now {highest:G3}"));
        }

        foreach (var (name, update) in updates.Where(one => updates.Count >= FewestMatrices && Math.Abs(one.Update - middle) > UnevenUpdate))
        {
            yield return new(FindingKind.UnevenUpdates, Severity.Note, step, name, FormattableString.Invariant(
                $"a step changes {name} by 10^{update:0.0} of its deviation and most parameters by 10^{middle:0.0}: its initialization does not fit that of the others"));
        }

        IEnumerable<double> UpdatesOf(string name) =>
            seen.SelectMany(observation => observation.Parameters.Where(one => one.Name == name)).Select(one => one.Update).OfType<double>();
    }

    private static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
