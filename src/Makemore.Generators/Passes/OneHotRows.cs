using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>The product of one-hot vectors with a matrix is a row of it, and with a gradient a sum that goes to rows.</summary>
public sealed class OneHotRows : Pass
{
    /// <inheritdoc/>
    public override string Name => "one-hot rows";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs)
    {
        if (primitive is not Contract contract)
        {
            return null;
        }

        for (var side = 0; side < 2; side++)
        {
            var (hot, other) = (inputs[side], inputs[1 - side]);
            if (StepOf(hot) is (Binary { Function: BinaryFunction.Equal }, var compared)
                && StepOf(compared[1]) is (Iota { Axis: var axis }, _) && !compared[0].Axes.Has(axis.Name))
            {
                return contract.Over.Contains(axis.Name)
                    ? contract.Over.Count == 1 && !compared[0].Axes.Items.Any(place => other.Axes.Has(place.Name))
                        ? other.Then(new Gather(axis.Name), compared[0]) : null
                    : other.Axes.Has(axis.Name) ? null : other.Then(new Scatter(axis, contract.Over), compared[0]);
            }
        }

        return null;
    }
}
