using Makemore.Format;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Runtime.Runs.Catalog;

/// <summary>Finds the plan that a run was made from, so that its model can be opened again.</summary>
internal static class RunPlans
{
    /// <summary>The plan; null where the experiments of this build do not lead to such a run any more.</summary>
    /// <param name="experiments">The experiments of the project.</param>
    /// <param name="run">What the run is.</param>
    public static RunPlan? Find(IEnumerable<Experiment> experiments, RunIdentity run)
    {
        if (experiments.FirstOrDefault(experiment => experiment.Name == run.Experiment) is not { } experiment)
        {
            return null;
        }

        try
        {
            var own = RunPlan.Of(experiment);
            var plan = Overrides.Apply(own, Changes(own, run));
            return RunIdentity.Of(plan, run.Data).Hash == run.Hash ? plan : null;
        }
        catch (MakemoreException)
        {
            // A setting that no option changes, or that the experiment has no more: it was compiled from another spec.
            return null;
        }
    }

    // A type brings other keys with it, so it goes before them. What only describes a run is not asked for.
    private static IEnumerable<(string Key, string Value)> Changes(RunPlan own, RunIdentity run) =>
        SettingChange.Between(PlanSettings.ByPath(own), run.Settings)
            .Where(change => change.To is not null && SpecKeys.Find(change.Key) is not { IsOverridable: false, ChangesNumbers: false })
            .OrderBy(change => change.Key.EndsWith(".type", StringComparison.Ordinal) ? 0 : 1)
            .Select(change => (change.Key, change.To!));
}
