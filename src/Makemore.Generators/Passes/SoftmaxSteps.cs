using Makemore.Generators.Primitives;

namespace Makemore.Generators.Passes;

/// <summary>
/// A softmax is one step until its derivative is there, which needs the shares alone; then it is taken apart, and its steps go into the
/// loops around it.
/// </summary>
public sealed class SoftmaxSteps : Pass
{
    /// <inheritdoc/>
    public override string Name => "softmax steps";

    /// <inheritdoc/>
    protected override Tensor? Rewrite(PrimitiveBuilder builder, Primitive primitive, IReadOnlyList<Tensor> inputs) =>
        primitive is Softmax softmax ? softmax.InSteps(inputs[0]) : null;
}
