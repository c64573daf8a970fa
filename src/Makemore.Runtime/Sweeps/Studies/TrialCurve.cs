using Makemore.Runtime.Runs;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>The dev losses of a trial on its way.</summary>
internal static class TrialCurve
{
    /// <summary>Those that its first run has kept; of a run whose folder is gone, what the ledger knows; none of a failed one.</summary>
    public static IReadOnlyList<(long Step, double Loss)> Of(Sweep sweep, Trial trial, RunnerOptions options)
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
