using Makemore.Generators.Collections;

namespace Makemore.Generators.Primitives;

/// <summary>A value of a region that is being built.</summary>
/// <param name="Builder">What builds the region.</param>
/// <param name="Value">Its number in the region.</param>
/// <param name="Axes">Its axes.</param>
public sealed record Tensor(PrimitiveBuilder Builder, int Value, Axes Axes)
{
    /// <summary>The sum.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => left.With(BinaryFunction.Add, right);

    /// <summary>The difference.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => left.With(BinaryFunction.Subtract, right);

    /// <summary>The product, number by number.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => left.With(BinaryFunction.Multiply, right);

    /// <summary>The quotient.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => left.With(BinaryFunction.Divide, right);

    /// <summary>The sum with a number.</summary>
    public static Tensor operator +(Tensor left, Number right) => left + left.Builder.Scalar(right);

    /// <summary>The product with a number.</summary>
    public static Tensor operator *(Tensor left, Number right) => left * left.Builder.Scalar(right);

    /// <summary>The quotient by a number.</summary>
    public static Tensor operator /(Tensor left, Number right) => left / left.Builder.Scalar(right);

    /// <summary>The larger of two numbers.</summary>
    public Tensor Maximum(Number other) => With(BinaryFunction.Maximum, Builder.Scalar(other));

    /// <summary>The larger of two numbers.</summary>
    public Tensor Maximum(Tensor other) => With(BinaryFunction.Maximum, other);

    /// <summary>1 where it is smaller, else 0.</summary>
    public Tensor Less(Tensor other) => With(BinaryFunction.Less, other);

    /// <summary>1 where both are equal, else 0.</summary>
    public Tensor EqualTo(Tensor other) => With(BinaryFunction.Equal, other);

    /// <summary>One tensor where this is not 0, else another.</summary>
    public Tensor Choose(Tensor then, Tensor otherwise) => Then(new Select(), then, otherwise);

    /// <summary>A function of each number.</summary>
    public Tensor Map(UnaryFunction function) => Then(new Unary(function));

    /// <summary>The sum of products over an axis.</summary>
    public Tensor Dot(Tensor other, string over) => Then(new Contract([over]), other);

    /// <summary>The sum over axes.</summary>
    public Tensor Sum(params string[] over) => Then(new Reduce(ReductionFunction.Sum, over.ToEquatableArray()));

    /// <summary>The mean over axes.</summary>
    public Tensor Mean(params string[] over) => Sum(over) / Axes.SizeOf(over);

    /// <summary>The largest over an axis.</summary>
    public Tensor Largest(string over) => Then(new Reduce(ReductionFunction.Maximum, [over]));

    /// <summary>The largest over an axis, for what is the same whatever number is taken off its inputs: it has no derivative.</summary>
    public Tensor Shift(string over) => Then(new Reduce(ReductionFunction.Maximum, [over]) { IsShift = true });

    /// <summary>An axis under another name.</summary>
    public Tensor Rename(string from, string to) => Then(new Rename(from, to));

    /// <summary>An axis as two.</summary>
    public Tensor Split(string axis, Axis outer, Axis inner) => Then(new Split(axis, outer, inner));

    /// <summary>Two axes as one, which has the name of the second.</summary>
    public Tensor Merge(string outer, string inner) => Then(new Merge(outer, inner, inner));

    /// <summary>A part of an axis.</summary>
    public Tensor Slice(string axis, Number start, Number size) =>
        start == Number.Of(0) && size == Axes[axis].Size ? this : Then(new Slice(axis, start, size));

    /// <summary>Shares that add up to 1 over an axis.</summary>
    public Tensor Softmax(string over) => Then(new Softmax(over));

    /// <summary>The same, with a name unless it has one: that of what is being computed, and what it is there.</summary>
    public Tensor Called(string part)
    {
        Builder.Name(this, Builder.Current is { } current ? new(current.Path, part) : new("", part));
        return this;
    }

    /// <summary>The same, with a name unless it has one.</summary>
    public Tensor Called(ValueName? name)
    {
        Builder.Name(this, name);
        return this;
    }

    /// <summary>Applies a primitive whose first input this is.</summary>
    public Tensor Then(Primitive primitive, params Tensor[] others) =>
        others.Append(this).OrderByDescending(tensor => tensor.Builder.Depth).First().Builder.Apply(primitive, [this, .. others]);

    private Tensor With(BinaryFunction function, Tensor other) => Then(new Binary(function), other);
}
