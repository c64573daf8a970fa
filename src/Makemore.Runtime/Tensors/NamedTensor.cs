using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Makemore.Runtime.Tensors;

/// <summary>The types of number that a saved tensor may hold.</summary>
public enum TensorType
{
    /// <summary>32-bit floating point, <c>F32</c>.</summary>
    Float32,

    /// <summary>64-bit floating point, <c>F64</c>.</summary>
    Float64,

    /// <summary>32-bit integers, <c>I32</c>.</summary>
    Int32,

    /// <summary>64-bit integers, <c>I64</c>.</summary>
    Int64,

    /// <summary>Bytes, <c>U8</c>.</summary>
    UInt8,
}

/// <summary>A tensor outside of any library: a name, a shape and its numbers in row order, little-endian.</summary>
/// <param name="Name">The name, such as <c>linear1.weight</c>.</param>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Bytes">Its numbers.</param>
public sealed record NamedTensor(string Name, TensorType Type, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The product of the dimensions.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The numbers, read as <typeparamref name="T"/>.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes.Span);

    /// <summary>A tensor of 32-bit floats; copies the values.</summary>
    public static NamedTensor Of(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values) =>
        new(name, TensorType.Float32, [.. shape], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of 64-bit floats; copies the values.</summary>
    public static NamedTensor Of(string name, ReadOnlySpan<long> shape, ReadOnlySpan<double> values) =>
        new(name, TensorType.Float64, [.. shape], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of 64-bit integers; copies the values.</summary>
    public static NamedTensor Of(string name, ReadOnlySpan<long> shape, ReadOnlySpan<long> values) =>
        new(name, TensorType.Int64, [.. shape], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>A tensor of bytes; copies the values.</summary>
    public static NamedTensor Of(string name, ReadOnlySpan<long> shape, ReadOnlySpan<byte> values) =>
        new(name, TensorType.UInt8, [.. shape], values.ToArray());
}
