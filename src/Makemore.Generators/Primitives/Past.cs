using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>What stands at a place of an axis; it is made where nothing is trained, and has no derivative.</summary>
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
