using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>What stands at a place of an axis.</summary>
public sealed record At(string Axis, Number Place) : Primitive
{
    /// <inheritdoc/>
    public override bool IsCheap => true;

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        _ = inputs[0][Axis];
        return [inputs[0].Without(Axis)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        var behind = Polynomial.Simplify(pullback.Input.Axes[Axis].Size - Place - Number.Of(1));
        return [pullback.Adjoint.Then(new Expand(new(Axis, Number.Of(1)))).Then(new Pad(Axis, Place, behind))];
    }
}

/// <summary>
/// The first input, which is kept from one call to the next, with the second put into a place of an axis. It is done whether somebody
/// reads the result or not, and before anybody does.
/// </summary>
public sealed record Remember(string Axis, Number Place) : Primitive
{
    /// <inheritdoc/>
    public override bool IsPure => false;

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => inputs[1].IsAlike(inputs[0].Without(Axis)) ? [inputs[0]]
        : throw new ShapeException($"{inputs[1]} for a place of '{Axis}'", $"what {inputs[0]} has at one");
}
