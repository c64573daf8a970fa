using System.Collections.Immutable;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Models;

/// <summary>The hyperparameters of a generated class: a typed record that can also be read and changed by name.</summary>
public abstract record HyperparameterSet
{
    /// <summary>All of them, in the order of the program.</summary>
    public abstract ImmutableArray<Hyperparameter> List();

    /// <summary>The same set with another number; the name is one of <see cref="List"/>, the number already of its type.</summary>
    /// <exception cref="MakemoreException">The value is out of range.</exception>
    public abstract HyperparameterSet With(string name, double value);

    /// <summary>The same set with another activation; the name is one of <see cref="List"/>.</summary>
    public virtual HyperparameterSet With(string name, ActivationFunction value) =>
        throw new ArgumentOutOfRangeException(nameof(name), name, "No hyperparameter has this name.");
}
