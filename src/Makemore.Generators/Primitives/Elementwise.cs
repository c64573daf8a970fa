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
/// The input that belongs to the word of a hyperparameter. The word is known before anything is computed, and is the same for
/// every number: a backend may keep that input and leave out what only the others need.
/// </summary>
/// <param name="Name">The hyperparameter.</param>
/// <param name="Words">The word of each input.</param>
/// <param name="Default">The word that holds if nothing else is said.</param>
public sealed record Switch(string Name, EquatableArray<string> Words, string Default) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        foreach (var other in inputs.Where(other => !other.IsAlike(inputs[0])))
        {
            throw new ShapeException($"an alternative of {other}", $"{inputs[0]} for each word");
        }

        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        var nothing = pullback.Adjoint.Builder.Fill(Number.Of(0), pullback.Adjoint.Axes);
        return [.. pullback.Inputs.Select((_, chosen) =>
        {
            Tensor Alternative(int place) => place == chosen ? pullback.Adjoint : nothing;
            return Alternative(0).Then(this, [.. Enumerable.Range(1, Words.Count - 1).Select(Alternative)]);
        })];
    }
}
