using Makemore.Generators.Collections;

namespace Makemore.Generators.Schedules;

/// <summary>Where a block lies, and how long its numbers are needed.</summary>
public enum BlockKind
{
    /// <summary>With the parameters: it is kept from step to step.</summary>
    Parameter,

    /// <summary>With the derivatives by the parameters.</summary>
    Gradient,

    /// <summary>With what comes in: tokens, targets, the mask.</summary>
    Input,

    /// <summary>With what is kept from one token to the next.</summary>
    Past,

    /// <summary>In memory that blocks share which are not needed at the same time.</summary>
    Temporary,
}

/// <summary>A tensor with memory of its own; its last axis is the innermost.</summary>
/// <param name="kind">Where it lies.</param>
/// <param name="name">What it is called: the path of a parameter, or a name of the program.</param>
/// <param name="axes">Its axes.</param>
public sealed class Block(BlockKind kind, string name, Axes axes)
{
    /// <summary>Where it lies.</summary>
    public BlockKind Kind { get; } = kind;

    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>What it is called where nothing else is called so.</summary>
    public string ShortName { get; init; } = name;

    /// <summary>Its axes, from the outermost.</summary>
    public Axes Axes { get; } = axes;

    /// <summary>The number of its numbers.</summary>
    public Number Size => Axes.Size;

    /// <summary>The whole block.</summary>
    public View Whole
    {
        get
        {
            var dimensions = new List<Dimension>();
            var stride = Number.Of(1);
            foreach (var axis in Axes.Items.Reverse())
            {
                dimensions.Insert(0, new(axis, stride));
                stride *= axis.Size;
            }

            return new(this, Number.Of(0), dimensions.ToEquatableArray());
        }
    }
}

/// <summary>An axis of a view.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Stride">How many numbers lie from one place to the next; 0 where it only repeats.</param>
public sealed record Dimension(Axis Axis, Number Stride);

/// <summary>A tensor as it is read from a block, or written to it.</summary>
/// <param name="Block">The block.</param>
/// <param name="Offset">Where in the block it begins.</param>
/// <param name="Dimensions">Its axes.</param>
public sealed record View(Block Block, Number Offset, EquatableArray<Dimension> Dimensions)
{
    /// <summary>The axes.</summary>
    public Axes Axes => new(Dimensions.Select(dimension => dimension.Axis).ToEquatableArray());

    /// <summary>How many numbers lie from one place of an axis to the next; 0 where it has no such axis.</summary>
    public Number StrideOf(string axis) => Find(axis)?.Stride ?? Number.Of(0);

    /// <summary>An axis under another name.</summary>
    public View Rename(string from, string to) => Replace(from, Of(to, this[from].Axis.Size, this[from].Stride));

    /// <summary>The tensor repeated along a new axis.</summary>
    public View Expand(Axis axis) => this with { Dimensions = Dimensions.Prepend(new(axis, Number.Of(0))).ToEquatableArray() };

    /// <summary>One place of an axis.</summary>
    public View At(string axis, Number index) => Replace(axis) with { Offset = Offset + (index * this[axis].Stride) };

    /// <summary>A part of an axis.</summary>
    public View Slice(string axis, Number start, Number size) =>
        Replace(axis, Of(axis, size, this[axis].Stride)) with { Offset = Offset + (start * this[axis].Stride) };

    /// <summary>An axis from its end to its start.</summary>
    public View Reverse(string axis)
    {
        var (size, stride) = (this[axis].Axis.Size, this[axis].Stride);
        return Replace(axis, Of(axis, size, Number.Of(0) - stride)) with { Offset = Offset + ((size - Number.Of(1)) * stride) };
    }

    /// <summary>An axis as two, the second of which runs faster.</summary>
    public View Split(string axis, Axis outer, Axis inner) =>
        Replace(axis, new Dimension(outer, this[axis].Stride * inner.Size), new Dimension(inner, this[axis].Stride));

    /// <summary>The windows of an axis.</summary>
    public View Windows(string axis, Axis window, Number dilation, Number left) =>
        Replace(axis, Of(axis, left, this[axis].Stride), new Dimension(window, this[axis].Stride * dilation));

    /// <summary>Two axes as one, where the second runs faster; null where no stride leads through both.</summary>
    public View? Merge(string outer, string inner, string into)
    {
        var (first, second) = (this[outer], this[inner]);
        return Follow(first, second)
            ? Replace(outer).Replace(inner, Of(into, first.Axis.Size * second.Axis.Size, second.Stride))
            : null;
    }

    /// <summary>Whether its numbers lie one behind the other, with nothing between them.</summary>
    public bool IsInOnePiece => (Dimensions.Count == 0 || Dimensions[Dimensions.Count - 1].Stride.Value is 1) && Dimensions.Zip(Dimensions.Skip(1), Follow).All(follows => follows);

    /// <summary>Whether the other has the same axes in the same places.</summary>
    public bool IsSameAs(View other) => Block == other.Block && Polynomial.AreEqual(Offset, other.Offset)
        && Dimensions.Count == other.Dimensions.Count && Dimensions.All(dimension =>
            other.Find(dimension.Axis.Name) is { } twin && Polynomial.AreEqual(dimension.Stride, twin.Stride) && Polynomial.AreEqual(dimension.Axis.Size, twin.Axis.Size));

    /// <summary>Whether a stride leads from the end of one axis to the next place of another.</summary>
    public static bool Follow(Dimension outer, Dimension inner) =>
        outer.Axis.Size.Value is 1 || Polynomial.AreEqual(outer.Stride, inner.Stride * inner.Axis.Size);

    private Dimension this[string axis] => Find(axis)
        ?? throw new InvalidOperationException($"A view of {Axes} has no axis '{axis}'.");

    private Dimension? Find(string axis) => Dimensions.FirstOrDefault(dimension => dimension.Axis.Name == axis);

    private View Replace(string axis, params Dimension[] others) => this with
    {
        Dimensions = Dimensions.SelectMany(dimension => dimension.Axis.Name == axis ? others : [dimension]).ToEquatableArray(),
    };

    private static Dimension Of(string name, Number size, Number stride) => new(new(name, size), stride);
}
