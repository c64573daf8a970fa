using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Pipelines;

/// <summary>An experiment with changes. It is a value: every change makes another one.</summary>
/// <typeparam name="THyperparameters">The generated record of hyperparameters.</typeparam>
/// <param name="Experiment">The experiment.</param>
/// <param name="Spec">The settings.</param>
/// <param name="Hyperparameters">The hyperparameters of its model.</param>
/// <param name="Folder">The folder of the project that it is run in; null for the program's own.</param>
public sealed record Plan<THyperparameters>(
    Experiment Experiment, ExperimentSpec Spec, THyperparameters Hyperparameters, string? Folder) : IPlan<THyperparameters>
    where THyperparameters : HyperparameterSet
{
    HyperparameterSet IPlan.Hyperparameters => Hyperparameters;

    /// <summary>The same as a value that can be changed.</summary>
    internal static Plan<THyperparameters> Of(IPlan<THyperparameters> plan) => plan as Plan<THyperparameters>
        ?? new(plan.Experiment, plan.Spec, plan.Hyperparameters, plan.Folder);
}

/// <summary>A change that any experiment can take, whatever its hyperparameters.</summary>
/// <param name="Spec">What becomes of the settings.</param>
public sealed record Change(Func<ExperimentSpec, ExperimentSpec> Spec)
{
    /// <summary>The folder of the project to run in; null to leave it.</summary>
    public string? Folder { get; init; }
}
