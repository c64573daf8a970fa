using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Models;

/// <summary>What can be run: an experiment as its spec says, or with changes.</summary>
public interface IPlan
{
    /// <summary>The experiment.</summary>
    Experiment Experiment { get; }

    /// <summary>The settings.</summary>
    ExperimentSpec Spec { get; }

    /// <summary>The hyperparameters of its model.</summary>
    HyperparameterSet Hyperparameters { get; }

    /// <summary>The folder of the project that it is run in; null for the program's own.</summary>
    string? Folder { get; }
}

/// <summary>What can be run, with the type of its hyperparameters.</summary>
/// <typeparam name="THyperparameters">The generated record of hyperparameters.</typeparam>
public interface IPlan<THyperparameters> : IPlan
    where THyperparameters : HyperparameterSet
{
    /// <summary>The hyperparameters of its model.</summary>
    new THyperparameters Hyperparameters { get; }
}
