using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>
/// The rows that a plan wants to find in the logs of its run. Which rows are recorded is no part of a run's identity, so that a run may
/// lack some.
/// </summary>
internal static class RequiredRows
{
    /// <summary>A sentence on the first row that a finished run lacks; null where it has all.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The folder of its run.</param>
    /// <param name="steps">The steps that the run has made.</param>
    public static string? Missing(RunPlan plan, RunFolder folder, long steps) =>
        MissingLoss(plan, folder) is { } expected
            ? FormattableString.Invariant($"The loss of step {expected}, which the spec expects, was not recorded")
            : MissingObservation(plan, folder, steps) is { } step
            ? FormattableString.Invariant($"The diagnostics of step {step}, which are asked for, were not recorded")
            : null;

    /// <summary>The first step whose diagnostics a plan asks for and its run lacks; null where there is none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The folder of its run.</param>
    /// <param name="steps">The steps that the run has made.</param>
    public static long? MissingObservation(RunPlan plan, RunFolder folder, long steps)
    {
        var every = plan.Experiment.IsObservable ? plan.Spec.Diagnostics.Every : 0;
        if (every == 0 || steps == 0)
        {
            return null;
        }

        var observed = DiagnosticsLog.Read(folder.Diagnostics).Select(observation => observation.Step).ToHashSet();
        for (var step = 0L; step < steps; step += every)
        {
            if (!observed.Contains(step))
            {
                return step;
            }
        }

        // A training that ends early has no last step of the plan.
        var last = plan.Spec.Training.Steps - 1;
        return steps > last && !observed.Contains(last) ? last : null;
    }

    private static long? MissingLoss(RunPlan plan, RunFolder folder)
    {
        long[] expected = [.. plan.Spec.Expect.Where(one => one.Figure == Figure.Loss).Select(one => one.Step ?? 0)];
        var recorded = expected.Length == 0 ? [] : MetricsLog.Read(folder.Metrics)
            .Where(metric => metric.Split == Metric.Train).Select(metric => metric.Step).ToHashSet();
        return expected.Where(step => !recorded.Contains(step)).Cast<long?>().FirstOrDefault();
    }
}
