using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>A step that is not made of smaller ones: what a backend computes and what is differentiated.</summary>
public abstract record Primitive
{
    /// <summary>Whether the same inputs give the same result, so that it need be computed once only.</summary>
    public virtual bool IsPure => true;

    /// <summary>The axes of each result.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs);
}

/// <summary>A number.</summary>
public sealed record Scalar(Number Value) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [Axes.None];
}

/// <summary>0, 1, 2 ... along an axis.</summary>
public sealed record Iota(Axis Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [new([Axis])];
}

/// <summary>
/// 0 with a probability and 1 otherwise: each number is a draw of the run's generator that is below the share or not, in the
/// order of the axes. A share of 0 draws nothing.
/// </summary>
public sealed record Keep(Number Share, Axes Axes) : Primitive
{
    /// <inheritdoc/>
    public override bool IsPure => false;

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [Axes];
}

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
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0]];
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
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].With(inputs[1])];
}

/// <summary>The second where the first is not 0, else the third; aligned by name.</summary>
public sealed record Select : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].With(inputs[1]).With(inputs[2])];
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
}

/// <summary>The sum of the products of two tensors over axes that both have.</summary>
public sealed record Contract(EquatableArray<string> Over) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        foreach (var name in Over)
        {
            Axes.RequireEqual(inputs[0][name], inputs[1][name]);
        }

        return [inputs[0].With(inputs[1]).Without(Over)];
    }
}

/// <summary>How an axis is reduced.</summary>
public enum ReductionFunction
{
    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Maximum,
}

/// <summary>One number of all along some axes.</summary>
public sealed record Reduce(ReductionFunction Function, EquatableArray<string> Over) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        foreach (var name in Over)
        {
            _ = inputs[0][name];
        }

        return [inputs[0].Without(Over)];
    }
}

/// <summary>The sum of this and all earlier numbers along an axis.</summary>
public sealed record CumulativeSum(string Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        _ = inputs[0][Axis];
        return [inputs[0]];
    }
}

/// <summary>What stands in a table's axis at places that the second input names; other axes are aligned by name.</summary>
public sealed record Gather(string Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        _ = inputs[0][Axis];
        return [inputs[1].With(inputs[0].Without(Axis))];
    }
}

/// <summary>The tensor repeated along a new axis.</summary>
public sealed record Expand(Axis Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].Prepend(Axis)];
}

/// <summary>An axis under another name.</summary>
public sealed record Rename(string From, string To) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Replace(From, new Axis(To, inputs[0][From].Size))];
}

/// <summary>An axis as two, the second of which runs faster.</summary>
public sealed record Split(string Axis, Axis Outer, Axis Inner) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        Axes.RequireEqual(inputs[0][Axis], new(Axis, Outer.Size * Inner.Size));
        return [inputs[0].Replace(Axis, Outer, Inner)];
    }
}

/// <summary>Two axes as one, where the second runs faster.</summary>
public sealed record Merge(string Outer, string Inner, string Into) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Without(Outer).Replace(Inner, new Axis(Into, inputs[0][Outer].Size * inputs[0][Inner].Size))];
}

/// <summary>A part of an axis.</summary>
public sealed record Slice(string Axis, Number Start, Number Size) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Replace(Axis, new Axis(Axis, Size))];
}

/// <summary>Zeros in front of an axis.</summary>
public sealed record Pad(string Axis, Number Before) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Replace(Axis, new Axis(Axis, Before + inputs[0][Axis].Size))];
}

/// <summary>
/// The places of an axis that lie in a window before each: at place t and window w that of t + w * dilation; what is left of
/// the axis are the places whose window is whole.
/// </summary>
public sealed record Windows(string Axis, Axis Window, Number Dilation) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        var left = inputs[0][Axis].Size - ((Window.Size - Number.Of(1)) * Dilation);
        return [inputs[0].Replace(Axis, new Axis(Axis, left), Window)];
    }
}

/// <summary>An axis from its end to its start.</summary>
public sealed record Reverse(string Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        _ = inputs[0][Axis];
        return [inputs[0]];
    }
}

/// <summary>Two tensors side by side along an axis.</summary>
public sealed record Concat(string Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        inputs[0].Without(Axis).With(inputs[1].Without(Axis));
        return [inputs[0].Replace(Axis, new Axis(Axis, inputs[0][Axis].Size + inputs[1][Axis].Size))];
    }
}
