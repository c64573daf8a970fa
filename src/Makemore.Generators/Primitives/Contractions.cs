using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>The sum of the products of two tensors over axes that both have.</summary>
public sealed record Contract(EquatableArray<string> Over) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        foreach (var name in Over)
        {
            Axes.RequireEqual(inputs[0][name], inputs[1][name]);
        }

        return [inputs[0].With(inputs[1]).Without(Over)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) =>
    [
        Product(pullback.Adjoint, pullback.Inputs[1], pullback.Inputs[0].Axes),
        Product(pullback.Adjoint, pullback.Inputs[0], pullback.Inputs[1].Axes),
    ];

    // The product with the other input, summed over what both have and the input lacks.
    private static Tensor Product(Tensor adjoint, Tensor other, Axes input)
    {
        var over = other.Axes.Items.Select(axis => axis.Name).Where(name => adjoint.Axes.Has(name) && !input.Has(name)).ToEquatableArray();
        return over.Count == 0 ? adjoint * other : adjoint.Then(new Contract(over), other);
    }
}

/// <summary>How an axis is reduced.</summary>
public enum ReductionFunction
{
    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Maximum,
}

/// <summary>One number of all along some axes.</summary>
public sealed record Reduce(ReductionFunction Function, EquatableArray<string> Over) : Primitive
{
    /// <summary>Whether it is only taken off and added again, so that the derivatives by it cancel out and are none.</summary>
    public bool IsShift { get; init; }

    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        foreach (var name in Over)
        {
            _ = inputs[0][name];
        }

        return [inputs[0].Without(Over)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        if (IsShift)
        {
            return [null];
        }

        if (Function == ReductionFunction.Sum)
        {
            return [pullback.Adjoint];
        }

        // Those that are the largest share it.
        var isLargest = pullback.Input.EqualTo(pullback.Result).Called("isLargest");
        return [isLargest * (pullback.Adjoint / isLargest.Sum([.. Over]).Called("largestCount"))];
    }
}

/// <summary>The sum of this and all earlier numbers along an axis.</summary>
public sealed record CumulativeSum(string Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        _ = inputs[0][Axis];
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback) =>
        [pullback.Adjoint.Then(new Reverse(Axis)).Then(new CumulativeSum(Axis)).Then(new Reverse(Axis))];
}

/// <summary>What stands in a table's axis at places that the second input names; other axes are aligned by name.</summary>
public sealed record Gather(string Axis) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs)
    {
        _ = inputs[0][Axis];
        return [inputs[1].With(inputs[0].Without(Axis))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor?> Pull(Pullback pullback)
    {
        var (table, places) = (pullback.Inputs[0].Axes, pullback.Inputs[1]);
        var over = pullback.Adjoint.Axes.Items.Select(axis => axis.Name).Where(name => !table.Has(name)).ToEquatableArray();
        return [pullback.Adjoint.Then(new Scatter(table[Axis], over), places), null];
    }
}

/// <summary>The sum of what goes to each place of a new axis: the second input names the place of each number of the first.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Over">The axes that are summed; other axes are aligned by name.</param>
public sealed record Scatter(Axis Axis, EquatableArray<string> Over) : Primitive
{
    /// <inheritdoc/>
    public override EquatableArray<Axes> Infer(IReadOnlyList<Axes> inputs) => [inputs[0].With(inputs[1]).Without(Over).Prepend(Axis)];
}
