using System.Collections.Immutable;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Ledgers;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Studies;

namespace Makemore.Runtime.Pipelines;

/// <summary>Plans that a program has made, as a sweep: its points are their names, so that a ledger can keep them.</summary>
internal sealed class PlannedSweep : Sweep
{
    private const string Key = "plan";

    private readonly ImmutableSortedDictionary<string, RunPlan> plans;

    /// <summary>Names the plans by what they change.</summary>
    /// <param name="name">The name of the study.</param>
    /// <param name="plans">The plans; of equal ones one is run.</param>
    public PlannedSweep(string name, IReadOnlyList<RunPlan> plans)
    {
        ImmutableArray<string> labels = [.. plans.Select(LabelOf)];
        Spec = new() { Name = name };
        Points = [.. labels.Select(label => SweepPoint.Of((Key, label)))];
        Space = new([new(Key, new AxisDomain.Listed([.. labels.Distinct()]))]);
        this.plans = plans.Zip(labels).DistinctBy(pair => pair.Second).ToImmutableSortedDictionary(
            pair => pair.Second, pair => pair.First with { IsOfSweep = true }, StringComparer.Ordinal);
    }

    /// <summary>The point of each plan, in their order.</summary>
    public ImmutableArray<SweepPoint> Points { get; }

    /// <inheritdoc/>
    public override SweepSpec Spec { get; }

    /// <inheritdoc/>
    public override SearchSpace Space { get; }

    /// <inheritdoc/>
    public override ImmutableArray<SweptNetwork> Networks => [];

    /// <inheritdoc/>
    public override RunPlan PlanOf(SweepPoint point) => plans[point.Text(Key)];

    /// <summary>What the study is: the hashes of its runs by the names of the plans.</summary>
    public StudyIdentity Identity(RunnerOptions options) => StudyIdentities.Of(
        Name, NamedValues<string>.Of(plans.Select(pair => (pair.Key, HashOf(pair.Value, options)))));

    // A plan that cannot be run is a trial that fails, and the others are none the worse for it.
    private static string HashOf(RunPlan plan, RunnerOptions options)
    {
        try
        {
            return RunFolder.Of(plan, options).Hash;
        }
        catch (MakemoreException)
        {
            return "none";
        }
    }

    private static string LabelOf(RunPlan plan) => string.Join(' ',
    [
        plan.Name,
        .. SettingChange.Between(PlanSettings.ByPath(RunPlan.Of(plan.Experiment)), PlanSettings.ByPath(plan))
            .Select(change => $"{change.Key}={change.To ?? "none"}"),
    ]);
}
