using Makemore.Generators.Collections;

namespace Makemore.Generators.Graphs;

/// <summary>A value of the model that a spec, an option or a sweep may set.</summary>
/// <param name="Name">Its name in the language.</param>
/// <param name="Summary">What it is, from the comment behind it; or empty.</param>
/// <param name="Line">The line that it comes from.</param>
/// <param name="IsConstant">Whether the structure depends on it, so that only a build can change it.</param>
public abstract record Hyperparameter(string Name, string Summary, string Line, bool IsConstant)
{
    /// <summary>Its value as a spec writes it.</summary>
    public abstract string Text { get; }
}

/// <summary>A number.</summary>
/// <param name="Symbol">Its name, its default and its type.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Line">The line that it comes from.</param>
public sealed record NumberHyperparameter(Number.Symbol Symbol, string Summary, string Line)
    : Hyperparameter(Symbol.Name, Summary, Line, IsConstant: false)
{
    /// <inheritdoc/>
    public override string Text => Format.SpecText.Format(Symbol.Default!.Value);
}

/// <summary>Yes or no. A program may decide anything by it, so it is a constant always.</summary>
/// <param name="Name">Its name in the language.</param>
/// <param name="Value">Which of the two.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Line">The line that it comes from.</param>
public sealed record BooleanHyperparameter(string Name, bool Value, string Summary, string Line)
    : Hyperparameter(Name, Summary, Line, IsConstant: true)
{
    /// <inheritdoc/>
    public override string Text => Value ? "true" : "false";
}

/// <summary>The word of an activation.</summary>
/// <param name="Choice">Its name, its default, and what it may be.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Line">The line that it comes from.</param>
public sealed record ActivationHyperparameter(ActivationChoice Choice, string Summary, string Line)
    : Hyperparameter(Choice.Name, Summary, Line, IsConstant: false)
{
    /// <inheritdoc/>
    public override string Text => Keywords.Of(Choice.Default);
}

/// <summary>An activation that is known by a name: which function it is may be chosen without a new build.</summary>
/// <param name="Name">The name in the language.</param>
/// <param name="Functions">The functions that it may be.</param>
/// <param name="Default">The one that it is if nothing else is said.</param>
public sealed record ActivationChoice(string Name, EquatableArray<ActivationFunction> Functions, ActivationFunction Default);
