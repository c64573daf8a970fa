using Makemore.Format;
using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>
/// What is to be run: an experiment with its settings, all of them as in its spec or some of them changed. These values are
/// the run: its hash, its saved spec and its difference to others follow from them.
/// </summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Spec">The settings.</param>
/// <param name="Hyperparameters">The hyperparameters of its model.</param>
public sealed record RunPlan(Experiment Experiment, ExperimentSpec Spec, HyperparameterSet Hyperparameters)
{
    /// <summary>
    /// Whether a sweep asks for it, maybe with an experiment that was compiled for one of its points; so it is another run than
    /// that of the spec of this name, whatever the spec becomes.
    /// </summary>
    public bool IsOfSweep { get; init; }

    /// <summary>The name of the experiment.</summary>
    public string Name => Spec.Name;

    /// <summary>An experiment as its spec says.</summary>
    public static RunPlan Of(Experiment experiment) => new(experiment, experiment.Spec, experiment.DefaultHyperparameters);

    /// <summary>
    /// The spec that says all of it, as YAML: every setting that applies, defaults included, and every hyperparameter.
    /// </summary>
    public string ToYaml() => PlanYaml.Of(this);

    /// <summary>The value of a key as a spec writes it; null where it has none or does not apply.</summary>
    internal string? Text(string path) => path == "model.type" ? Experiment.Model.Type
        : SpecKeys.Find(path) is { } key && PlanSettings.Applies(this, key) ? SettingAccess.Text(Spec, path)
        : null;
}
