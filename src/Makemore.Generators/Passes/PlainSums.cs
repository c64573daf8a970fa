using Makemore.Generators.Collections;
using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>Products of which one side has no axis of its own are sums of products, number by number: no matrices.</summary>
public sealed class PlainSums : Pass
{
    /// <inheritdoc/>
    public override string Name => "plain sums";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs) =>
        primitive is Contract contract && (IsWithin(inputs[0], inputs[1]) || IsWithin(inputs[1], inputs[0]))
            ? (inputs[0] * inputs[1]).Then(new Reduce(ReductionFunction.Sum, contract.Over.ToEquatableArray())) : null;

    private static bool IsWithin(Tensor one, Tensor other) => one.Axes.Items.All(axis => other.Axes.Has(axis.Name));
}
