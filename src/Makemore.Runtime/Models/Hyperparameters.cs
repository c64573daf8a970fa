using System.Collections.Immutable;
using System.Globalization;

namespace Makemore.Runtime.Models;

/// <summary>A number of the model that a spec, an option of the command line or a sweep may set.</summary>
/// <param name="Name">Its name in the model language: <c>hidden</c>.</param>
/// <param name="Value">Its value: a <see cref="long"/> or a <see cref="double"/>, by <paramref name="IsInteger"/>.</param>
/// <param name="IsInteger">Whether it is a whole number.</param>
/// <param name="IsConstant">Whether the structure depends on it, so that only the spec can change it.</param>
public sealed record Hyperparameter(string Name, double Value, bool IsInteger, bool IsConstant = false)
{
    /// <summary>The value as a spec writes it, in the invariant culture.</summary>
    public string Text => IsInteger
        ? ((long)Value).ToString(CultureInfo.InvariantCulture)
        : Value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>The hyperparameters of a generated class: a typed record that can also be read and changed by name.</summary>
public abstract record HyperparameterSet
{
    /// <summary>All of them, in the order of the program.</summary>
    public abstract ImmutableArray<Hyperparameter> List();

    /// <summary>The same set with another value; the name is one of <see cref="List"/>, the value already of its type.</summary>
    /// <exception cref="MakemoreException">The value is out of range.</exception>
    public abstract HyperparameterSet With(string name, double value);
}
