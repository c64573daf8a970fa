using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Makemore.Runtime.Display;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Cli.Progress;

/// <summary>Counts the trials of a study as they end.</summary>
internal sealed class StudyTally
{
    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Sweep sweep;
    private readonly HashSet<(string? Experiment, string Kind)> warned = [];
    private readonly long? planned;
    private int ended;
    private int endedHere;
    private (double Objective, Trial Trial)? best;

    /// <summary>Begins with the trials that there are already.</summary>
    public StudyTally(Sweep sweep, ImmutableArray<Trial> trials)
    {
        this.sweep = sweep;
        planned = sweep.Spec.Trials > 0 ? sweep.Spec.Trials : sweep.Space.Count;
        ended = trials.Count(trial => trial.IsClosed || trial.State == TrialState.Waiting);
        foreach (var trial in trials.Where(trial => trial is { State: TrialState.Finished, Objective: not null }))
        {
            Better(trial, trial.Objective!.Value);
        }
    }

    /// <summary>Takes note of a trial that has ended, or that waits at a rung.</summary>
    public void Add(Trial trial, TrialState state, double? objective)
    {
        lock (gate)
        {
            if (state != TrialState.Interrupted)
            {
                // One that was promoted has been counted at its first rung.
                ended += trial.Reports.IsEmpty ? 1 : 0;
                endedHere++;
            }

            if (state == TrialState.Finished && objective is { } value)
            {
                Better(trial, value);
            }
        }
    }

    /// <summary>Whether a warning is the first of its kind: what one network is warned of, its neighbours are too.</summary>
    public bool IsNew(Trial trial, string warning)
    {
        lock (gate)
        {
            return warned.Add((trial.Point.Experiment, string.Concat(warning.TakeWhile(letter => !char.IsDigit(letter)))));
        }
    }

    /// <summary>How far the study has come, on a line.</summary>
    public string Line()
    {
        lock (gate)
        {
            var rate = endedHere / clock.Elapsed.TotalMinutes;
            var left = planned is { } all && endedHere > 0 ? clock.Elapsed / endedHere * Math.Max(0, all - ended) : (TimeSpan?)null;
            return string.Create(CultureInfo.InvariantCulture,
                $"{Math.Min(ended, planned ?? ended):N0}{(planned is null ? "" : $" of {planned:N0}")} trials, {rate:0.0} a minute"
                + $"{(left is null ? "" : $", {left:hh\\:mm\\:ss} left")}{BestText}");
        }
    }

    /// <summary>The best so far in a few words; empty before there is one.</summary>
    public string BestText => best is { } one
        ? $", best {Figures.Loss(one.Objective)} (trial {one.Trial.Number.ToString(CultureInfo.InvariantCulture)})"
        : "";

    private void Better(Trial trial, double objective)
    {
        var isBetter = best is not { } one
            || (sweep.Spec.Objective.Direction == Direction.Maximize ? objective > one.Objective : objective < one.Objective);
        if (isBetter && !double.IsNaN(objective))
        {
            best = (objective, trial);
        }
    }
}
