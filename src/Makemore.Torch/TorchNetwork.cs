using Makemore.Runtime.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>The base of a generated network: it owns the parameters and buffers, in the order in which they are drawn.</summary>
public abstract class TorchNetwork : IDisposable
{
    private readonly List<TorchParameter> parameters = [];
    private readonly List<(string Name, Tensor Tensor)> buffers = [];

    /// <summary>Starts a network whose weights come from a generator.</summary>
    /// <param name="context">The number of tokens that the network sees.</param>
    /// <param name="vocabulary">The number of tokens in the vocabulary.</param>
    /// <param name="generator">Draws initial weights and masks.</param>
    protected TorchNetwork(int context, int vocabulary, TorchGenerator generator)
    {
        Context = context;
        Vocabulary = vocabulary;
        Generator = generator;
    }

    /// <summary>The number of tokens that the network sees.</summary>
    public int Context { get; }

    /// <summary>The number of tokens in the vocabulary.</summary>
    public int Vocabulary { get; }

    /// <summary>
    /// Whether <see cref="Forward"/> gives one row of logits per example, (batch, vocabulary); else (batch, context,
    /// vocabulary).
    /// </summary>
    public abstract bool IsWindowed { get; }

    /// <summary>Whether batch statistics are used and masks are drawn, as in training.</summary>
    public bool IsTraining { get; set; }

    /// <summary>Whether <see cref="DropoutShare"/> has a place in the network.</summary>
    public virtual bool HasDropout => false;

    /// <summary>The share that a plain <c>dropout</c> of the program drops: the spec's <c>regularization.dropout</c>.</summary>
    public double DropoutShare { get; set; }

    /// <summary>The trained tensors, in the order in which they were drawn.</summary>
    public IReadOnlyList<TorchParameter> Parameters => parameters;

    /// <summary>The tensors that are kept but not trained by gradient, such as running means.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Buffers => buffers;

    /// <summary>The generator of the run.</summary>
    protected TorchGenerator Generator { get; }

    /// <summary>Computes logits.</summary>
    /// <param name="tokens">Token ids as 64-bit integers, (batch, context).</param>
    /// <returns>Logits, (batch, vocabulary) or (batch, context, vocabulary).</returns>
    public abstract Tensor Forward(Tensor tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in parameters)
        {
            parameter.Tensor.Dispose();
        }

        foreach (var (_, tensor) in buffers)
        {
            tensor.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Draws a trained tensor.</summary>
    /// <param name="name">Its name in the saved model.</param>
    /// <param name="initializer">Where its first values come from.</param>
    /// <param name="isWeight">Whether regularization applies: true for weights, false for biases, gains and shifts.</param>
    /// <param name="shape">Its shape.</param>
    protected Tensor Parameter(string name, Initializer initializer, bool isWeight, params ReadOnlySpan<long> shape)
    {
        var values = initializer.Draw(shape, Generator);
        // A copy lies in libtorch's own memory, always aligned alike: vectorized sums depend on it in their last bits.
        using var drawn = torch.tensor(values, shape.ToArray(), dtype: get_default_dtype());
        var tensor = drawn.clone().requires_grad_().DetachFromDisposeScope();
        parameters.Add(new(name, tensor, isWeight));
        return tensor;
    }

    /// <summary>
    /// In training each number is 0 with a probability, and the others are divided by what is left of 1 (Srivastava et al.,
    /// 2014, "Dropout: a simple way to prevent neural networks from overfitting"); nothing otherwise.
    /// </summary>
    /// <param name="x">Any shape.</param>
    /// <param name="probability">The share that is dropped.</param>
    protected Tensor Dropout(Tensor x, double probability)
    {
        if (!IsTraining || probability == 0)
        {
            return x;
        }

        var mask = new float[x.NumberOfElements];
        Generator.FillUniform(mask);
        var kept = (float)(1 / (1 - probability));
        foreach (ref var value in mask.AsSpan())
        {
            value = value < probability ? 0 : kept;
        }

        return x.mul(torch.tensor(mask, x.shape, dtype: x.dtype));
    }

    /// <summary>Makes a tensor that is kept but not trained by gradient.</summary>
    protected Tensor Buffer(string name, float value, params ReadOnlySpan<long> shape)
    {
        var tensor = torch.full(shape.ToArray(), value, dtype: get_default_dtype()).DetachFromDisposeScope();
        buffers.Add((name, tensor));
        return tensor;
    }
}

/// <summary>A trained tensor of a network.</summary>
/// <param name="Name">Its name in the saved model.</param>
/// <param name="Tensor">Its values.</param>
/// <param name="IsWeight">Whether regularization applies.</param>
public sealed record TorchParameter(string Name, Tensor Tensor, bool IsWeight);
