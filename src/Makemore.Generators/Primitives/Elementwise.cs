using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>A function of each number.</summary>
public enum UnaryFunction
{
    /// <summary>The exponential.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The square root.</summary>
    SquareRoot,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,

    /// <summary>The error function.</summary>
    ErrorFunction,

    /// <summary>The absolute value.</summary>
    Absolute,

    /// <summary>The sine.</summary>
    Sine,

    /// <summary>The cosine.</summary>
    Cosine,
}

/// <summary>A function of each number.</summary>
public sealed record Unary(UnaryFunction Function) : Primitive
{
    /// <inheritdoc/>
    public override bool IsCheap => Function == UnaryFunction.Absolute;

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0]];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) => [pullback.Adjoint * Slope(pullback.Input, pullback.Result)];

    private Tensor Slope(Tensor x, Tensor y) => Function switch
    {
        UnaryFunction.Exp => y,
        UnaryFunction.Log => x.Builder.Scalar(Number.Of(1)) / x,
        UnaryFunction.SquareRoot => x.Builder.Scalar(Number.Of(0.5)) / y,
        UnaryFunction.Tanh => x.Builder.Scalar(Number.Of(1)) - (y * y),
        UnaryFunction.Sigmoid => y * (x.Builder.Scalar(Number.Of(1)) - y),
        UnaryFunction.ErrorFunction => (x * x * Number.Of(-1)).Map(UnaryFunction.Exp) * Number.Of(2 / Math.Sqrt(Math.PI)),
        UnaryFunction.Sine => x.Map(UnaryFunction.Cosine),
        UnaryFunction.Cosine => x.Map(UnaryFunction.Sine) * Number.Of(-1),
        _ => x.Builder.Scalar(Number.Of(0)).Less(x) - x.Less(x.Builder.Scalar(Number.Of(0))),
    };
}

/// <summary>A function of two numbers; comparisons give 1 or 0.</summary>
public enum BinaryFunction
{
    /// <summary>The sum.</summary>
    Add,

    /// <summary>The difference.</summary>
    Subtract,

    /// <summary>The product.</summary>
    Multiply,

    /// <summary>The quotient.</summary>
    Divide,

    /// <summary>The larger one.</summary>
    Maximum,

    /// <summary>Whether they are equal.</summary>
    Equal,

    /// <summary>Whether the first is smaller.</summary>
    Less,
}

/// <summary>A function of two tensors, aligned by name and repeated along what one of them lacks.</summary>
public sealed record Binary(BinaryFunction Function) : Primitive
{
    /// <inheritdoc/>
    public override bool IsCheap => Function != BinaryFunction.Divide;

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].With(inputs[1])];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        var (adjoint, left, right) = (pullback.Adjoint, pullback.Inputs[0], pullback.Inputs[1]);
        switch (Function)
        {
            case BinaryFunction.Add:
                return [adjoint, adjoint];
            case BinaryFunction.Subtract:
                return [adjoint, adjoint * Number.Of(-1)];
            case BinaryFunction.Multiply:
                return [adjoint * right, adjoint * left];
            case BinaryFunction.Divide:
                return [adjoint / right, adjoint * pullback.Result / right * Number.Of(-1)];
            case BinaryFunction.Maximum:
                // Where both are equal it goes to the second, so that relu is flat at 0.
                var isSecond = left.Less(right).Maximum(left.EqualTo(right));
                return [adjoint - (adjoint * isSecond), adjoint * isSecond];
            default:
                return [null, null];
        }
    }
}

/// <summary>The second where the first is not 0, else the third; aligned by name.</summary>
public sealed record Select : Primitive
{
    /// <inheritdoc/>
    public override bool IsCheap => true;

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].With(inputs[1]).With(inputs[2])];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        var zero = pullback.Adjoint.Builder.Scalar(Number.Of(0));
        return [null, pullback.Input.Choose(pullback.Adjoint, zero), pullback.Input.Choose(zero, pullback.Adjoint)];
    }
}

/// <summary>
/// What a function of each number that the word of a hyperparameter names, and its derivative, are both made of: the costly part, which
/// is computed once. The word is known before anything is computed, and is the same for every number.
/// </summary>
/// <param name="Name">The hyperparameter.</param>
/// <param name="Default">The word that holds if nothing else is said.</param>
public sealed record ChosenCore(string Name, string Default) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0]];
}

/// <summary>
/// The function of each number that the word of a hyperparameter names, of the number and its <see cref="ChosenCore"/>. What it passes
/// back to the number is the whole derivative, that by way of the core included.
/// </summary>
/// <param name="Name">The hyperparameter.</param>
/// <param name="Default">The word that holds if nothing else is said.</param>
public sealed record ChosenFunction(string Name, string Default) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].With(inputs[1])];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) =>
        [pullback.Input.Then(new ChosenDerivative(Name, Default), pullback.Inputs[1], pullback.Adjoint), null];
}

/// <summary>
/// The derivative of a loss by what a <see cref="ChosenFunction"/> has read, of that, its core, and the derivative by the function's
/// result. It is one step, so that nothing is computed for the words that are not chosen.
/// </summary>
/// <param name="Name">The hyperparameter.</param>
/// <param name="Default">The word that holds if nothing else is said.</param>
public sealed record ChosenDerivative(string Name, string Default) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].With(inputs[1]).With(inputs[2])];
}
