using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// A sum of parts that are filled up with zeros where the others are is the parts side by side: the derivative of what was cut into
/// queries, keys and values.
/// </summary>
public sealed class JoinedParts : Pass
{
    /// <inheritdoc/>
    public override string Name => "joined parts";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        if (primitive is not Binary { Function: BinaryFunction.Add } || PartOf(inputs[0]) is not { } left || PartOf(inputs[1]) is not { } right
            || left.Pad.Axis != right.Pad.Axis)
        {
            return null;
        }

        var (first, second) = Follows(left, right) ? (left, right) : (right, left);
        if (!Follows(first, second))
        {
            return null;
        }

        var joined = first.Tensor.Then(new Concat(first.Pad.Axis), second.Tensor);
        return first.Pad.Before.Value is 0 && second.Pad.After.Value is 0 ? joined
            : joined.Then(new Pad(first.Pad.Axis, first.Pad.Before, second.Pad.After));
    }

    private static (Pad Pad, Tensor Tensor)? PartOf(Tensor tensor) => StepOf(tensor) is (Pad pad, var inputs) ? (pad, inputs[0]) : null;

    private static bool Follows((Pad Pad, Tensor Tensor) first, (Pad Pad, Tensor Tensor) second) =>
        Polynomial.AreEqual(first.Pad.Before + first.Tensor.Axes[first.Pad.Axis].Size, second.Pad.Before);
}
