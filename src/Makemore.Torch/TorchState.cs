using Makemore.Runtime;
using Makemore.Runtime.Tensors;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>Copies libtorch's tensors out to <see cref="NamedTensor"/> and back.</summary>
internal static class TorchState
{
    /// <summary>Copies tensors out, in their order.</summary>
    public static IReadOnlyList<NamedTensor> Save(IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        [.. tensors.Select(entry => Save(entry.Name, entry.Tensor))];

    /// <summary>Copies a state into tensors in place.</summary>
    /// <param name="tensors">The tensors that take it.</param>
    /// <param name="state">The state: the same names, types and shapes.</param>
    /// <param name="owner">Whose state it is, for the message: <c>model</c> or <c>optimizer</c>.</param>
    /// <exception cref="MakemoreException">A name, a type or a shape differs.</exception>
    public static void Load(IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyList<NamedTensor> state, string owner)
    {
        var saved = NamedState.ByName(state, tensors.Select(entry => entry.Name), owner);
        foreach (var (name, tensor) in tensors)
        {
            NamedState.CheckShape(saved[name], TypeOf(tensor), tensor.shape, owner);
        }

        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            tensor.copy_(Make(saved[name]));
        }
    }

    private static NamedTensor Save(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var bytes = tensor.detach().cpu().contiguous().bytes.ToArray();
        return new(name, TypeOf(tensor), [.. tensor.shape], bytes);
    }

    private static Tensor Make(NamedTensor saved)
    {
        var shape = saved.Shape.AsSpan();
        return saved.Type switch
        {
            TensorType.Float32 => tensor(saved.Values<float>().ToArray(), shape),
            TensorType.Float64 => tensor(saved.Values<double>().ToArray(), shape),
            TensorType.Int32 => tensor(saved.Values<int>().ToArray(), shape),
            TensorType.Int64 => tensor(saved.Values<long>().ToArray(), shape),
            _ => tensor(saved.Bytes.ToArray(), shape),
        };
    }

    private static TensorType TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => TensorType.Float32,
        ScalarType.Float64 => TensorType.Float64,
        ScalarType.Int32 => TensorType.Int32,
        ScalarType.Int64 => TensorType.Int64,
        ScalarType.Byte => TensorType.UInt8,
        var other => throw new NotSupportedException($"A tensor of type {other} cannot be saved."),
    };
}
