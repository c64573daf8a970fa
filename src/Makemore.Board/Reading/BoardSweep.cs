using System.Collections.Immutable;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Board.Reading;

/// <summary>A sweep and the trials of its last study; the same object as long as nothing of it has changed.</summary>
public sealed class BoardSweep
{
    private readonly Lazy<ImmutableArray<(Axis Axis, double Share)>> importance;

    /// <summary>Takes the trials as they are.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="study">Its last study; null where it was never run.</param>
    /// <param name="trials">The trials of the study by number.</param>
    public BoardSweep(Sweep sweep, StudyRecord? study, ImmutableArray<Trial> trials)
    {
        (Sweep, Study, Trials) = (sweep, study, trials);
        // Sixty-four trees, which only its page asks for.
        importance = new(() => Makemore.Runtime.Sweeps.Analysis.Importance.Of(sweep.Space, trials, sweep.Spec.Objective.Direction));
    }

    /// <summary>The sweep.</summary>
    public Sweep Sweep { get; }

    /// <summary>Its last study; null where it was never run.</summary>
    public StudyRecord? Study { get; }

    /// <summary>The trials of the study by number.</summary>
    public ImmutableArray<Trial> Trials { get; }

    /// <summary>Its name.</summary>
    public string Name => Sweep.Name;

    /// <summary>What the trials are ranked by.</summary>
    public string Metric => SettingText.Of(Sweep.Spec.Objective.Metric);

    /// <summary>Whether the greatest is best.</summary>
    public bool IsMaximized => Sweep.Spec.Objective.Direction == Direction.Maximize;

    /// <summary>The axes, each once.</summary>
    public ImmutableArray<Axis> Axes => Sweep.Space.ByKey;

    /// <summary>The share of the objective's variance that each axis explains.</summary>
    public ImmutableArray<(Axis Axis, double Share)> Importance => importance.Value;

    /// <summary>The number of trials in a state.</summary>
    public int Count(TrialState state) => Trials.Count(trial => trial.State == state);

    /// <summary>The number of trials that there will be; null where that is open.</summary>
    public long? Planned => Sweep.Spec.Trials > 0 ? Sweep.Spec.Trials : Sweep.Space.Count;

    /// <summary>The best finished trial; null before there is one.</summary>
    public Trial? Best => Cost.Ranked(Trials, Sweep.Spec.Objective.Direction).FirstOrDefault();

    /// <summary>The state of a trial: one whose process has ended is not running any more.</summary>
    public static TrialState StateOf(Trial trial) =>
        trial.State == TrialState.Running && LocalProcesses.HasEnded(trial.Worker) ? TrialState.Interrupted : trial.State;
}
