using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>The tensor repeated along a new axis.</summary>
public sealed record Expand(Axis Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].Prepend(Axis)];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) => [pullback.Adjoint.Sum(Axis.Name)];
}

/// <summary>An axis under another name.</summary>
public sealed record Rename(string From, string To) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Replace(From, new Axis(To, inputs[0][From].Size))];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) => [pullback.Adjoint.Rename(To, From)];
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

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) => [pullback.Adjoint.Then(new Merge(Outer.Name, Inner.Name, Axis))];
}

/// <summary>Two axes as one, where the second runs faster.</summary>
public sealed record Merge(string Outer, string Inner, string Into) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Without(Outer).Replace(Inner, new Axis(Into, inputs[0][Outer].Size * inputs[0][Inner].Size))];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) =>
        [pullback.Adjoint.Then(new Split(Into, pullback.Input.Axes[Outer], pullback.Input.Axes[Inner]))];
}

/// <summary>A part of an axis.</summary>
public sealed record Slice(string Axis, Number Start, Number Size) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Replace(Axis, new Axis(Axis, Size))];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) =>
        [pullback.Adjoint.Then(new Pad(Axis, Start, pullback.Input.Axes[Axis].Size - Start - Size))];
}

/// <summary>Zeros in front of an axis, and behind it.</summary>
public sealed record Pad(string Axis, Number Before, Number After) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) =>
        [inputs[0].Replace(Axis, new Axis(Axis, Whole(inputs[0][Axis].Size)))];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) =>
        [pullback.Adjoint.Slice(Axis, Before, pullback.Input.Axes[Axis].Size)];

    // What is left of a whole beside a part makes the whole again, and not a formula of both.
    private Number Whole(Number part) => After is Number.Binary { Operation: ArithmeticOperator.Subtract } after && after.Right == part
        && (Before == Number.Of(0) ? after.Left
            : after.Left is Number.Binary { Operation: ArithmeticOperator.Subtract } rest && rest.Right == Before ? rest.Left : null) is { } whole
        ? whole : Before + part + After;
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

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) =>
        [pullback.Adjoint.Then(new Overlap(pullback.Input.Axes[Axis], Window.Name, Dilation))];
}

/// <summary>The sum of what windows say of each place of an axis: the opposite of <see cref="Windows"/>.</summary>
/// <param name="Axis">The axis as it becomes.</param>
/// <param name="Window">The axis of the windows.</param>
/// <param name="Dilation">How far the places of a window are apart.</param>
public sealed record Overlap(Axis Axis, string Window, Number Dilation) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].Without(Window).Replace(Axis.Name, Axis)];
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

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) => [pullback.Adjoint.Then(this)];
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

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        var (first, second) = (pullback.Inputs[0].Axes[Axis].Size, pullback.Inputs[1].Axes[Axis].Size);
        return [pullback.Adjoint.Slice(Axis, Number.Of(0), first), pullback.Adjoint.Slice(Axis, first, second)];
    }
}
