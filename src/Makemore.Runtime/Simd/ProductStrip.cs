namespace Makemore.Runtime.Simd;

/// <summary>Columns of a product, or of some that are alike, that a kernel computes for all rows, over a part of the depth.</summary>
internal readonly unsafe struct ProductStrip
{
    /// <summary>How many products there are.</summary>
    public int Count { get; init; }

    /// <summary>The first factor: the element (row, k) is at row * <see cref="ARow"/> + k * <see cref="AColumn"/>.</summary>
    public float* A { get; init; }

    /// <summary>The distance to the first factor of the next product.</summary>
    public nint ANext { get; init; }

    /// <summary>The distance between rows of the first factor.</summary>
    public nint ARow { get; init; }

    /// <summary>The distance between columns of the first factor.</summary>
    public nint AColumn { get; init; }

    /// <summary>The second factor, its columns next to each other.</summary>
    public float* B { get; init; }

    /// <summary>The distance to the second factor of the next product.</summary>
    public nint BNext { get; init; }

    /// <summary>The distance between rows of the second factor.</summary>
    public nint BRow { get; init; }

    /// <summary>The product, its columns next to each other.</summary>
    public float* C { get; init; }

    /// <summary>The distance to the next product.</summary>
    public nint CNext { get; init; }

    /// <summary>The distance between rows of the product.</summary>
    public nint CRow { get; init; }

    /// <summary>The columns of the product.</summary>
    public int Columns { get; init; }

    /// <summary>The numbers that an element is summed over.</summary>
    public int Depth { get; init; }

    /// <summary>Whether the sum goes on from what the product holds.</summary>
    public bool Adds { get; init; }
}
