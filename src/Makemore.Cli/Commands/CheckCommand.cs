using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;

namespace Makemore.Cli.Commands;

/// <summary>Holds experiments to the figures that their specs expect.</summary>
internal static class CheckCommand
{
    /// <summary>Checks the experiments that the patterns name, or all that expect something.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="patterns">Names or globs.</param>
    /// <param name="allowMissingData">Whether a dataset that cannot be had is no error.</param>
    public static Report Run(Invocation invocation, IReadOnlyList<string> patterns, bool allowMissingData)
    {
        var chosen = patterns.Count == 0 ? invocation.Experiments : Selection.Find(invocation.Experiments, patterns);
        var missing = new Dictionary<DatasetSpec, string>();
        return new CheckReport(
            [.. chosen.Where(experiment => experiment.Spec.Expect.Length > 0).SelectMany(Check)],
            [.. patterns.Count == 0 ? []
                : chosen.Where(experiment => experiment.Spec.Expect.Length == 0).Select(experiment => experiment.Name)],
            allowMissingData);

        IEnumerable<CheckRow> Check(Experiment experiment)
        {
            var plan = RunPlan.Of(experiment);
            if (WhyMissing(plan) is { } reason)
            {
                invocation.Terminal.Warn($"{experiment.Name}: skipped, because its dataset cannot be had. {reason}");
                return experiment.Spec.Expect.Select(expectation => CheckRow.Skipped(experiment.Name, expectation, reason));
            }

            try
            {
                var (result, _) = invocation.Finish(plan);
                return experiment.Spec.Expect.Select(expectation =>
                    CheckRow.Of(experiment.Name, expectation, Measured.Find(result, expectation)));
            }
            catch (MakemoreException exception)
            {
                invocation.Terminal.Warn($"{experiment.Name}: {exception.Message}");
                return experiment.Spec.Expect.Select(expectation => CheckRow.Failed(experiment.Name, expectation, exception));
            }
        }

        // What could not be had once is not asked for again: a server may take long not to answer.
        string? WhyMissing(RunPlan plan)
        {
            if (missing.TryGetValue(plan.Spec.Dataset, out var known))
            {
                return known;
            }

            try
            {
                if (Runner.FindResult(plan, invocation.RunnerOptions) is null)
                {
                    CorpusLoader.Load(
                        plan.Spec.Dataset, plan.Spec.Split, invocation.RunnerOptions.Data, invocation.Surroundings.Cancellation);
                }

                return null;
            }
            catch (MakemoreException exception)
            {
                missing.Add(plan.Spec.Dataset, exception.Message);
                return exception.Message;
            }
        }
    }
}
