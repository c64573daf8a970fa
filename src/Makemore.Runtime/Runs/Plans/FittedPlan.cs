using System.Collections.Immutable;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>A plan with those changes that are for it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="LeftOut">The keys that are for other experiments, and why.</param>
internal sealed record FittedPlan(RunPlan Plan, ImmutableArray<(string Key, MakemoreException Reason)> LeftOut);
