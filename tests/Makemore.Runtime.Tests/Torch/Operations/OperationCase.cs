using Makemore.Runtime.Numerics;
using Makemore.Torch;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>A generated network around one operation, and the same computation written by hand in another way.</summary>
/// <param name="Name">The spec: <c>gelu-tanh</c>.</param>
/// <param name="Create">Makes the generated network.</param>
/// <param name="Logits">Computes its logits by hand.</param>
public sealed record OperationCase(
    string Name, Func<int, int, TorchGenerator, TorchNetwork> Create, Func<Reference, Tensor> Logits)
{
    /// <summary>The sizes of all cases.</summary>
    public const int Context = 4, Vocabulary = 5;

    /// <summary>A case whose operation stands between an embedding and a product without a bias.</summary>
    public static OperationCase Between(
        string name, Func<int, int, TorchGenerator, TorchNetwork> create, Func<Tensor, Reference, Tensor> operation) =>
        new(name, create, reference => operation(reference.Embedded(), reference).matmul(reference.Last));
}

/// <summary>What a computation by hand reads: copies of a network's tensors, with gradients of their own.</summary>
/// <param name="Tokens">(batch, context).</param>
/// <param name="Tensors">Parameters and buffers, by name.</param>
/// <param name="Parameters">The parameters, in the order of their draws.</param>
/// <param name="IsTraining">Whether the network trains.</param>
/// <param name="Generator">In the state in which the network begins its forward pass.</param>
public sealed record Reference(
    Tensor Tokens, IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyList<Tensor> Parameters, bool IsTraining,
    TorchGenerator Generator)
{
    /// <summary>The first parameter, an embedding's table.</summary>
    public Tensor First => Parameters[0];

    /// <summary>The last parameter, the weight that makes logits.</summary>
    public Tensor Last => Parameters[^1];

    /// <summary>A parameter or buffer.</summary>
    public Tensor this[string name] => Tensors[name];

    /// <summary>Ones in the places of the tokens.</summary>
    public Tensor Ones() => Tokens.unsqueeze(-1).eq(arange(OperationCase.Vocabulary)).to(First.dtype);

    /// <summary>The embedding, as a product with ones.</summary>
    public Tensor Embedded() => Ones().matmul(First);
}
