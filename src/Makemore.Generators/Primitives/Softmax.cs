using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>Shares that add up to 1 over an axis: exponentials, each divided by their sum.</summary>
public sealed record Softmax(string Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        _ = inputs[0][Axis];
        return [inputs[0]];
    }

    /// <inheritdoc/>
    // y (dy - sum dy y): of all that it is computed from, the shares alone are kept.
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        var (shares, adjoint) = (pullback.Result, pullback.Adjoint);
        return [shares * (adjoint - (adjoint * shares).Sum(Axis))];
    }

    /// <summary>The same in steps; the largest is taken off first, so that no exponential overflows.</summary>
    public Tensor InSteps(Tensor input)
    {
        var powers = (input - input.Shift(Axis).Called("largest")).Map(UnaryFunction.Exp).Called("powers");
        return powers / powers.Sum(Axis).Called("total");
    }
}
