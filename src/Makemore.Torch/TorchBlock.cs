using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>The base of a layer that a generated network uses more than once, and of the network itself.</summary>
/// <param name="parameters">What the layer's parameters were drawn from.</param>
public abstract class TorchBlock(TorchParameters parameters)
{
    private readonly TorchMode mode = parameters.Mode;

    /// <summary>Whether batch statistics are used and masks are drawn, as in training.</summary>
    protected bool IsTraining => mode.IsTraining;

    /// <summary>Drops the spec's <c>regularization.dropout</c> of the numbers.</summary>
    /// <param name="x">Any shape.</param>
    protected Tensor Dropout(Tensor x) => Dropout(x, mode.DropoutShare);

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
        mode.Generator.FillUniform(mask);
        var kept = (float)(1 / (1 - probability));
        foreach (ref var value in mask.AsSpan())
        {
            value = value < probability ? 0 : kept;
        }

        return x.mul(tensor(mask, x.shape, dtype: x.dtype));
    }
}
