using System.Globalization;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Models;

/// <summary>A value of the model that a spec, an option of the command line or a sweep may set.</summary>
/// <param name="Name">Its name in a spec: <c>hidden</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsConstant">Whether the structure depends on it, so that only a build can change it.</param>
public sealed record Hyperparameter(string Name, HyperparameterValue Value, bool IsConstant = false)
{
    /// <summary>A number.</summary>
    public Hyperparameter(string Name, double Value, bool IsInteger, bool IsConstant = false)
        : this(Name, IsInteger ? new HyperparameterValue.Integer((long)Value) : new HyperparameterValue.Real(Value), IsConstant)
    {
    }

    /// <summary>Yes or no.</summary>
    public Hyperparameter(string Name, bool Value, bool IsConstant)
        : this(Name, new HyperparameterValue.Boolean(Value), IsConstant)
    {
    }

    /// <summary>An activation.</summary>
    public Hyperparameter(string Name, ActivationFunction Value)
        : this(Name, new HyperparameterValue.Activation(Value))
    {
    }

    /// <summary>What it is, from the comment behind it in the program; empty where there is none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The value as a spec writes it, in the invariant culture.</summary>
    public string Text => Value switch
    {
        HyperparameterValue.Integer integer => integer.Number.ToString(CultureInfo.InvariantCulture),
        HyperparameterValue.Real real => real.Number.ToString("R", CultureInfo.InvariantCulture),
        HyperparameterValue.Boolean boolean => boolean.IsTrue ? "true" : "false",
        HyperparameterValue.Activation activation => SettingText.Of(activation.Function),
        _ => throw new NotSupportedException($"A value of the type {Value.GetType().Name} cannot be written."),
    };
}

/// <summary>What a hyperparameter is set to.</summary>
public abstract record HyperparameterValue
{
    private HyperparameterValue()
    {
    }

    /// <summary>A whole number.</summary>
    /// <param name="Number">The number.</param>
    public sealed record Integer(long Number) : HyperparameterValue;

    /// <summary>A real number.</summary>
    /// <param name="Number">The number.</param>
    public sealed record Real(double Number) : HyperparameterValue;

    /// <summary>Yes or no.</summary>
    /// <param name="IsTrue">Which of the two.</param>
    public sealed record Boolean(bool IsTrue) : HyperparameterValue;

    /// <summary>The activation that a network computes where its program names one.</summary>
    /// <param name="Function">The function.</param>
    public sealed record Activation(ActivationFunction Function) : HyperparameterValue;
}
