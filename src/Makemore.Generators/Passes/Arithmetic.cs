using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>Nothing is multiplied by 1 or added to 0, and what is repeated along an axis is not summed number by number.</summary>
public sealed class Arithmetic : Pass
{
    /// <inheritdoc/>
    public override string Name => "arithmetic";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs) => primitive switch
    {
        Binary { Function: BinaryFunction.Multiply } when Is(inputs[0], 1) && Covers(inputs[1], inputs[0]) => inputs[1],
        Binary { Function: BinaryFunction.Multiply or BinaryFunction.Divide } when Is(inputs[1], 1) && Covers(inputs[0], inputs[1]) => inputs[0],
        Binary { Function: BinaryFunction.Add } when Is(inputs[0], 0) && Covers(inputs[1], inputs[0]) => inputs[1],
        Binary { Function: BinaryFunction.Add or BinaryFunction.Subtract } when Is(inputs[1], 0) && Covers(inputs[0], inputs[1]) => inputs[0],
        _ => null,
    };

    private static bool Covers(Tensor tensor, Tensor other) => other.Axes.Items.All(axis => tensor.Axes.Has(axis.Name));

    // Whether it is a number everywhere.
    private static bool Is(Tensor tensor, double number) => StepOf(tensor) switch
    {
        (Scalar { Value: var value }, _) => value is Number.Constant constant && constant.Number == number,
        (Expand or Rename, var inputs) => Is(inputs[0], number),
        _ => false,
    };
}
