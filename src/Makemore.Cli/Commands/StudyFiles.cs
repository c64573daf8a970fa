using System.Collections.Immutable;
using Makemore.Cli.Charts.Studies;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Analysis;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Commands;

/// <summary>Writes what a study leaves in its folder beside the runs: charts.</summary>
internal static class StudyFiles
{
    /// <summary>Draws all charts of a study.</summary>
    public static void Write(string folder, Sweep sweep, ImmutableArray<Trial> trials, RunnerOptions options, Terminal terminal) =>
        StudyCharts.Draw(
            folder,
            new()
            {
                Name = sweep.Name,
                Space = sweep.Space,
                Trials = trials,
                Objective = sweep.Spec.Objective,
                Importances = Importance.Of(sweep.Space, trials, sweep.Spec.Objective.Direction),
                Curves = trials.ToDictionary(trial => trial.Number, trial => Curve(sweep, trial, options)),
            },
            terminal.Warn);

    // The dev losses of its first run; of a run whose folder is gone, what the ledger knows.
    private static IReadOnlyList<(long Step, double Loss)> Curve(Sweep sweep, Trial trial, RunnerOptions options)
    {
        if (trial.State == TrialState.Failed)
        {
            return [];
        }

        var plan = TrialPlans.Of(sweep, trial.Point, options)[0];
        (long Step, double Loss)[] measured =
        [
            .. MetricsLog.Read(RunFolder.Of(plan, options).Metrics)
                .Where(metric => metric.Split == Metric.Dev).Select(metric => (metric.Step, metric.Loss)),
        ];
        return measured.Length > 0 ? measured : [.. trial.Reports.Select(report => (report.Step, report.Value))];
    }
}
