using System.Collections.Immutable;
using Makemore.Charts.Pictures;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Analysis;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Charts.Studies;

/// <summary>What the charts of a study are drawn from, and what follows from it.</summary>
internal sealed record StudyChartData
{
    /// <summary>The name of the study, as it stands above each chart.</summary>
    public required string Name { get; init; }

    /// <summary>The axes.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The trials by number.</summary>
    public required ImmutableArray<Trial> Trials { get; init; }

    /// <summary>What the points are ranked by.</summary>
    public ObjectiveSpec Objective { get; init; } = new();

    /// <summary>The share of the objective's variance that each axis explains, where it is known.</summary>
    public IReadOnlyList<(Axis Axis, double Share)> Importances { get; init; } = [];

    /// <summary>The dev losses of trials on the way, in nats per token, by number and ascending steps.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<(long Step, double Loss)>> Curves { get; init; } =
        new Dictionary<int, IReadOnlyList<(long Step, double Loss)>>();

    /// <summary>The data of a study, whose curves are those that its runs have kept.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">Its trials by number.</param>
    /// <param name="options">Where their runs are.</param>
    public static StudyChartData Of(Sweep sweep, ImmutableArray<Trial> trials, RunnerOptions options) => new()
    {
        Name = sweep.Name,
        Space = sweep.Space,
        Trials = trials,
        Objective = sweep.Spec.Objective,
        Importances = Importance.Of(sweep.Space, trials, sweep.Spec.Objective.Direction),
        Curves = trials.ToDictionary(trial => trial.Number, trial => TrialCurve.Of(sweep, trial, options)),
    };

    /// <summary>The finished trials with a finite objective.</summary>
    public ImmutableArray<ChartTrial> Finished => Of(TrialState.Finished, trial => trial.Objective);

    /// <summary>The trials that were given up, with the finite value that was measured last.</summary>
    public ImmutableArray<ChartTrial> Pruned =>
        Of(TrialState.Pruned, trial => trial.Reports.IsEmpty ? null : trial.Reports[^1].Value);

    /// <summary>The trials that came to nothing.</summary>
    public ImmutableArray<Trial> Failed => [.. Trials.Where(trial => trial.State == TrialState.Failed)];

    /// <summary>The best of the finished trials, the first of equal ones; null where there is none.</summary>
    public ChartTrial? Best => Finished.Aggregate(
        (ChartTrial?)null, (best, trial) => best is null || IsBetter(trial.Value, best.Value) ? trial : best);

    /// <summary>What the objective is: <c>dev loss</c>.</summary>
    public string Metric => Objective.Metric switch
    {
        ObjectiveMetric.TrainLoss => "train loss",
        ObjectiveMetric.DevLoss or ObjectiveMetric.DevBitsPerCharacter => "dev loss",
        ObjectiveMetric.TestLoss => "test loss",
        ObjectiveMetric.Parameters => "parameters",
        _ => "training time",
    };

    /// <summary>The same at the start of a heading.</summary>
    public string Heading => char.ToUpperInvariant(Metric[0]) + Metric[1..];

    /// <summary>What the objective is, with its unit: <c>dev loss (nats per token)</c>.</summary>
    public string MetricWithUnit => Objective.Metric switch
    {
        ObjectiveMetric.DevBitsPerCharacter => $"{Metric} (bits per character)",
        ObjectiveMetric.Parameters => Metric,
        ObjectiveMetric.Seconds => $"{Metric} (seconds)",
        _ => $"{Metric} (nats per token)",
    };

    /// <summary>
    /// The name of an axis: the last part of its key, or the whole key where that says too little or two axes would have one name.
    /// </summary>
    public string NameOf(Axis axis) => ChartStyle.Shorten(
        axis.Name != "type" && Space.Axes.Count(other => other.Name == axis.Name) <= 1 ? axis.Name : axis.Key, 28);

    /// <summary>The name of the best trial and its objective, or that there is none.</summary>
    public string BestText => Best is { } best ? $"best {Text(best.Value)} (trial {best.Trial.Number})" : "no trial is finished";

    /// <summary>An objective as a text.</summary>
    public string Text(double value) => Objective.Metric switch
    {
        ObjectiveMetric.Parameters => Ticks.Number(value),
        ObjectiveMetric.Seconds => Figures.Seconds(value),
        _ => Figures.Loss(value),
    };

    /// <summary>Whether an objective is better than another.</summary>
    public bool IsBetter(double value, double other) =>
        Objective.Direction == Direction.Minimize ? value < other : value > other;

    /// <summary>The name of the study, and how many trials came to which end.</summary>
    public string Summary
    {
        get
        {
            var states = Trials.CountBy(trial => trial.State).OrderBy(pair => (int)pair.Key switch
            {
                (int)TrialState.Finished => -1,
                var state => state,
            });
            var counts = states.Select(pair => $"{Figures.Count(pair.Value)} {pair.Key.ToString().ToLowerInvariant()}");
            return $"{ChartStyle.Shorten(Name, 60)}: {(Trials.IsEmpty ? "no trials" : string.Join(", ", counts))}";
        }
    }

    /// <summary>How many trials have no place in a chart of objectives, in a sentence; empty where all have one.</summary>
    public string LeftOut
    {
        get
        {
            var count = Trials.Count(trial => trial.State is TrialState.Finished or TrialState.Pruned)
                - Finished.Length - Pruned.Length;
            return count == 0 ? "" : $"Left out: {Figures.Count(count)} without a finite {Metric}. ";
        }
    }

    private ImmutableArray<ChartTrial> Of(TrialState state, Func<Trial, double?> valueOf) =>
    [
        .. from trial in Trials
           where trial.State == state
           let value = valueOf(trial)
           where value is { } number && double.IsFinite(number)
           orderby trial.Number
           select new ChartTrial(trial, value.Value),
    ];
}

/// <summary>A trial that has a place in a chart.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Value">Its objective, finite.</param>
internal sealed record ChartTrial(Trial Trial, double Value);
