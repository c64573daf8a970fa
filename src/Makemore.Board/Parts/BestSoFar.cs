using System.Collections.Immutable;
using Makemore.Board.Reading;
using Makemore.Runtime.Display;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Board.Parts;

/// <summary>The best objective after each finished trial of a sweep.</summary>
internal static class BestSoFar
{
    /// <summary>As a line over the numbers of the trials.</summary>
    public static PlotLine Of(BoardSweep sweep)
    {
        var points = ImmutableArray.CreateBuilder<CurvePoint>();
        double? best = null;
        foreach (var trial in sweep.Trials.Where(trial => trial.State == TrialState.Finished))
        {
            if (trial.Objective is { } value && double.IsFinite(value) && !(sweep.IsMaximized ? value <= best : value >= best))
            {
                best = value;
            }

            if (best is { } known)
            {
                points.Add(new(trial.Number, known));
            }
        }

        return new(sweep.Metric, points.ToImmutable(), 0, PlotStyle.Marked);
    }
}
