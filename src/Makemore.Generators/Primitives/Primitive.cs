using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>A step that is not made of smaller ones: what a backend computes and what is differentiated.</summary>
public abstract record Primitive
{
    /// <summary>Whether the same inputs give the same result, so that it need be computed once only.</summary>
    public virtual bool IsPure => true;

    /// <summary>Whether computing it again costs no more than reading what it gave.</summary>
    public virtual bool IsCheap => false;

    /// <summary>The axes of each result.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs);

    /// <summary>
    /// What the adjoint of the result gives to each input, null where it gives nothing. Axes that an input lacks are summed
    /// afterwards, and those that the adjoint lacks are repeated.
    /// </summary>
    public virtual IReadOnlyList<Tensor?> Pull(Pullback pullback) => pullback.Inputs.Select(_ => (Tensor?)null).ToList();
}

/// <summary>A step as its derivative sees it.</summary>
/// <param name="Inputs">What it has read.</param>
/// <param name="Result">What it has made of that.</param>
/// <param name="Adjoint">The derivative of the loss by the result, with its axes.</param>
public sealed record Pullback(IReadOnlyList<Tensor> Inputs, Tensor Result, Tensor Adjoint)
{
    /// <summary>What the step reads first.</summary>
    public Tensor Input => Inputs[0];
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
