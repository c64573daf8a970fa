using Makemore.Torch.Optimizers;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>The base of a generated network: token ids to logits. It owns the parameters that it was made with.</summary>
/// <param name="parameters">What its parameters were drawn from.</param>
public abstract class TorchNetwork(TorchParameters parameters) : TorchBlock(parameters), IDisposable
{
    private readonly TorchParameters drawn = parameters;

    /// <summary>The number of tokens that the network sees.</summary>
    public int Context => drawn.Context;

    /// <summary>The number of tokens in the vocabulary.</summary>
    public int Vocabulary => drawn.Vocabulary;

    /// <summary>
    /// Whether <see cref="Forward"/> gives one row of logits per example, (batch, vocabulary); else (batch, context,
    /// vocabulary).
    /// </summary>
    public abstract bool IsWindowed { get; }

    /// <summary>Whether batch statistics are used and masks are drawn, as in training.</summary>
    public new bool IsTraining
    {
        get => drawn.Mode.IsTraining;
        set => drawn.Mode.IsTraining = value;
    }

    /// <summary>Whether <see cref="DropoutShare"/> has a place in the network.</summary>
    public virtual bool HasDropout => false;

    /// <summary>The share that a plain <c>dropout</c> of the program drops: the spec's <c>regularization.dropout</c>.</summary>
    public double DropoutShare
    {
        get => drawn.Mode.DropoutShare;
        set => drawn.Mode.DropoutShare = value;
    }

    /// <summary>
    /// Where the batch has tokens, (batch, context) of booleans; null where it has them everywhere. What only fills the batch
    /// up has no part in its statistics.
    /// </summary>
    public Tensor? Places
    {
        get => drawn.Mode.Places;
        set => drawn.Mode.Places = value;
    }

    /// <summary>The trained tensors, in the order in which they were drawn.</summary>
    public IReadOnlyList<TorchParameter> Parameters => drawn.Trained;

    /// <summary>The tensors that are kept but not trained by gradient, such as running means.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Buffers => drawn.Statistics;

    /// <summary>Computes logits.</summary>
    /// <param name="tokens">Token ids as 64-bit integers, (batch, context).</param>
    /// <returns>Logits, (batch, vocabulary) or (batch, context, vocabulary).</returns>
    public abstract Tensor Forward(Tensor tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        drawn.Dispose();
        GC.SuppressFinalize(this);
    }
}
