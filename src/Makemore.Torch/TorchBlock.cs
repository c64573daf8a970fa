using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>The base of a layer that a generated network uses more than once, and of the network itself.</summary>
/// <param name="parameters">What the layer's parameters were drawn from.</param>
public abstract class TorchBlock(TorchParameters parameters)
{
    private readonly TorchMode mode = parameters.Mode;

    /// <summary>Whether batch statistics are used and masks are drawn, as in training.</summary>
    protected bool IsTraining => mode.IsTraining;

    /// <summary>
    /// Batch normalization: see <see cref="TorchLayers.BatchNorm"/>. What only fills a batch up has no part in its statistics.
    /// </summary>
    /// <param name="x">(batch, features) or (batch, time, features).</param>
    /// <param name="gain">(features).</param>
    /// <param name="shift">(features).</param>
    /// <param name="runningMean">(features), changed in training.</param>
    /// <param name="runningSpread">The running variance or standard deviation, (features), changed in training.</param>
    /// <param name="epsilon">Added to the variance before its root is taken.</param>
    /// <param name="momentum">The share of the new in a running statistic.</param>
    /// <param name="keepsDeviation">Whether <paramref name="runningSpread"/> is the standard deviation.</param>
    /// <param name="isUnbiased">Whether the batch's variance that normalizes is divided by n - 1.</param>
    protected Tensor BatchNorm(
        Tensor x, Tensor gain, Tensor shift, Tensor runningMean, Tensor runningSpread,
        double epsilon, double momentum, bool keepsDeviation, bool isUnbiased) =>
        TorchLayers.BatchNorm(
            x, gain, shift, runningMean, runningSpread, IsTraining, epsilon, momentum, keepsDeviation, isUnbiased, mode.Places);

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
