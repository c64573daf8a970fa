using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Spaces;

namespace Makemore.Runtime.Sweeps;

/// <summary>A sweep as the compiler makes it from a spec: what to vary, and what each point runs on.</summary>
public abstract class Sweep
{
    /// <summary>How the sweep searches.</summary>
    public abstract SweepSpec Spec { get; }

    /// <summary>What it varies.</summary>
    public abstract SearchSpace Space { get; }

    /// <summary>What its points run on: for each experiment one network for all points that agree on its structure.</summary>
    public abstract ImmutableArray<SweptNetwork> Networks { get; }

    /// <summary>The path of the spec below the project without its ending, such as <c>sweeps/mlp-size</c>.</summary>
    public string Name => Spec.Name;

    /// <summary>What is run at a point, without the budget: the experiment with the values of the point.</summary>
    /// <exception cref="MakemoreException">A value does not fit the experiment, or the build has no such network.</exception>
    public virtual RunPlan PlanOf(SweepPoint point)
    {
        var network = Networks.FirstOrDefault(network =>
            (point.Experiment is null || network.Experiment.Name == point.Experiment) && network.Has(point));
        return network is null
            ? throw new MakemoreException($"The sweep '{Name}' was built without a network for {point}. Build again.")
            : Overrides.Apply(
                RunPlan.Of(network.Experiment) with { IsOfSweep = true },
                point.Values.Where(value => value.Key != Axis.Experiment && !network.IsBuiltFor(value.Key))
                    .Select(value => (value.Key, value.Value)));
    }
}

/// <summary>A network that some points of a sweep run on.</summary>
/// <param name="Experiment">The experiment, compiled for the values that its structure depends on.</param>
public sealed record SweptNetwork(Experiment Experiment)
{
    /// <summary>Those values; empty where the structure is the same at all points.</summary>
    public ImmutableArray<AxisValues> Where { get; init; } = [];

    /// <summary>Whether a point has these values.</summary>
    public bool Has(SweepPoint point) =>
        Where.All(condition => point[condition.Key] is not { } value || condition.Values.Contains(value));

    /// <summary>Whether the value of a key is part of the compiled code and cannot be set any more.</summary>
    internal bool IsBuiltFor(string key) => Where.Any(condition => condition.Key == key && condition.Values.Length == 1);
}

/// <summary>Some values of an axis.</summary>
/// <param name="Key">The key of the axis.</param>
/// <param name="Values">The values.</param>
public sealed record AxisValues(string Key, ImmutableArray<string> Values);
