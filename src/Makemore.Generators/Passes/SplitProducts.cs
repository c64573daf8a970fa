using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// The product of a state and an input side by side with a matrix is the sum of two products, of which the input's need not wait for
/// the state.
/// </summary>
public sealed class SplitProducts : Pass
{
    /// <inheritdoc/>
    public override string Name => "split products";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        if (primitive is not Contract contract || StepOf(inputs[0]) is not (Concat concat, var parts)
            || !contract.Over.Contains(concat.Axis) || !inputs[1].Axes.Has(concat.Axis) || Waits(parts[0]) == Waits(parts[1]))
        {
            return null;
        }

        var first = parts[0].Axes[concat.Axis].Size;
        return parts[0].Then(contract, inputs[1].Slice(concat.Axis, Number.Of(0), first))
            + parts[1].Then(contract, inputs[1].Slice(concat.Axis, first, parts[1].Axes[concat.Axis].Size));
    }
}
