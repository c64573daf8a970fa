using System.Collections.Immutable;
using Makemore.Format;
using Makemore.Pages.Drawings;
using Makemore.Runtime.Display;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Pages.Studies;

/// <summary>The trials of a study as lines across its axes, and its objective as the last one.</summary>
internal static class ParallelTrials
{
    private const int MostLines = 1000;
    private const int MostMarks = 8;

    /// <summary>The plot; null with fewer than two trials.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="ranked">The finished trials, the best first.</param>
    /// <param name="metric">What the objective is called.</param>
    public static ParallelPlot? Of(Sweep sweep, ImmutableArray<Trial> ranked, string metric)
    {
        if (ranked.Length < 2)
        {
            return null;
        }

        var axes = sweep.Space.ByKey;
        double[] objectives = [.. ranked.Select(trial => trial.Objective!.Value)];
        // A few that are far worse than the others stand at the edge, or all the others would be one line.
        var (best, worst) = (objectives[0], objectives[Math.Min(objectives.Length - 1, (int)(objectives.Length * 0.9))]);
        var (least, greatest) = best.Equals(worst) ? (best - 1e-6, best + 1e-6) : (Math.Min(best, worst), Math.Max(best, worst));
        return new(
            "The trials across the axes of the sweep", $"The best trial is {ranked[0].Number}: {ranked[0].Point}, {metric} {Figures.Loss(best)}.",
            [
                .. axes.Select(axis => new ParallelAxis(axis.Name, Marks(axis.Domain))),
                new(metric, [.. Enumerable.Range(0, 5).Select(index => (index / 4.0, Figures.Loss(least + (index / 4.0 * (greatest - least)))))]),
            ],
            [
                .. ranked.Take(MostLines).Select(trial =>
                {
                    var place = Math.Clamp((trial.Objective!.Value - least) / (greatest - least), 0, 1);
                    return new ParallelLine(
                        $"trial {trial.Number}: {trial.Point}, {metric} {Figures.Loss(trial.Objective)}",
                        [.. axes.Select(axis => trial.Point[axis.Key] is { } value ? axis.Domain.PlaceOf(value) : (double?)null), place],
                        sweep.Spec.Objective.Direction == Direction.Maximize ? place : 1 - place);
                }),
            ]);
    }

    private static IReadOnlyList<(double Place, string Text)> Marks(AxisDomain domain) => domain switch
    {
        AxisDomain.Listed listed => [.. listed.Values.Where((_, index) => index % (1 + (listed.Values.Length / MostMarks)) == 0).Select(value => (domain.PlaceOf(value), value))],
        AxisDomain.Integers whole => Numbers(domain, whole.Minimum, whole.Maximum, whole.IsLogarithmic, isWhole: true),
        AxisDomain.Reals real => Numbers(domain, real.Minimum, real.Maximum, real.IsLogarithmic, isWhole: false),
        _ => [],
    };

    private static IReadOnlyList<(double Place, string Text)> Numbers(AxisDomain domain, double least, double greatest, bool isLogarithmic, bool isWhole) =>
    [
        .. (isLogarithmic ? Ticks.Logarithmic(least, greatest, MostMarks) : RoundNumbers.Within(least, greatest, MostMarks))
            .Where(value => value >= least && value <= greatest && (!isWhole || double.IsInteger(value)))
            .Select(value => (domain.PlaceOf(SpecText.Format(value)), Ticks.Text(value))),
    ];
}
