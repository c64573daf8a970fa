using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>What is to be run: an experiment with its settings, all of them as in its spec or some of them changed.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Spec">The settings.</param>
/// <param name="Hyperparameters">The hyperparameters of its model.</param>
/// <param name="CanonicalSpec">
/// The same settings as YAML with every default spelled out; who changes the settings changes this as well, since the hash
/// of the run is taken from it.
/// </param>
public sealed record RunPlan(Experiment Experiment, ExperimentSpec Spec, HyperparameterSet Hyperparameters, string CanonicalSpec)
{
    /// <summary>The name of the experiment.</summary>
    public string Name => Spec.Name;

    /// <summary>An experiment as its spec says.</summary>
    public static RunPlan Of(Experiment experiment) =>
        new(experiment, experiment.Spec, experiment.DefaultHyperparameters, experiment.CanonicalSpec);
}
