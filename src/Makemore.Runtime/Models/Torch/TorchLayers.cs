using static TorchSharp.torch;

namespace Makemore.Runtime.Models.Torch;

/// <summary>Layers of more than one operation that generated networks call.</summary>
public static class TorchLayers
{
    /// <summary>The rows of a table that token ids name.</summary>
    /// <param name="tokens">(batch, context).</param>
    /// <param name="weight">(vocab, width).</param>
    /// <returns>(batch, context, width).</returns>
    public static Tensor Embed(Tensor tokens, Tensor weight) =>
        weight.index_select(0, tokens.view(-1)).view(tokens.shape[0], tokens.shape[1], weight.shape[1]);

    /// <summary>A product with a weight, and a bias added.</summary>
    /// <param name="x">(..., in).</param>
    /// <param name="weight">(in, units).</param>
    /// <param name="bias">(units).</param>
    /// <returns>(..., units).</returns>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor bias) =>
        x.dim() == 2 ? addmm(bias, x, weight, 1, 1) : x.matmul(weight).add(bias);

    /// <summary>
    /// Batch normalization (Ioffe and Szegedy, 2015, arXiv:1502.03167): <c>gain * (x - mean) / deviation + shift</c> over
    /// all dimensions but the innermost. In training the batch's own statistics normalize and move the running ones.
    /// </summary>
    /// <param name="x">(batch, features) or (batch, context, features).</param>
    /// <param name="gain">(features).</param>
    /// <param name="shift">(features).</param>
    /// <param name="runningMean">(features), changed in training.</param>
    /// <param name="runningSpread">The running variance or standard deviation, (features), changed in training.</param>
    /// <param name="isTraining">Whether the batch's statistics are used.</param>
    /// <param name="epsilon">Added to the variance before its root is taken.</param>
    /// <param name="momentum">The share of the new in a running statistic.</param>
    /// <param name="keepsDeviation">Whether <paramref name="runningSpread"/> is the standard deviation.</param>
    /// <param name="isUnbiased">Whether the batch's variance that normalizes is divided by n - 1.</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor BatchNorm(
        Tensor x, Tensor gain, Tensor shift, Tensor runningMean, Tensor runningSpread, bool isTraining,
        double epsilon, double momentum, bool keepsDeviation, bool isUnbiased)
    {
        long[] dimensions = x.dim() == 2 ? [0] : [0, 1];
        if (!isTraining)
        {
            var spread = keepsDeviation && epsilon == 0 ? runningSpread
                : keepsDeviation ? runningSpread.square().add(epsilon).sqrt()
                : runningSpread.add(epsilon).sqrt();
            return gain * (x - runningMean) / spread + shift;
        }

        var mean = x.mean(dimensions, keepdim: true);
        var deviation = epsilon == 0
            ? x.std(dimensions, unbiased: isUnbiased, keepdim: true)
            : x.var(dimensions, unbiased: isUnbiased, keepdim: true).add(epsilon).sqrt();
        using (no_grad())
        {
            runningMean.lerp_(mean.detach().view(-1), momentum);
            var seen = keepsDeviation
                ? epsilon == 0 ? deviation.detach() : x.std(dimensions, unbiased: true, keepdim: true)
                : epsilon == 0 && isUnbiased ? deviation.detach().square() : x.var(dimensions, unbiased: true, keepdim: true);
            runningSpread.lerp_(seen.view(-1), momentum);
        }

        return gain * (x - mean) / deviation + shift;
    }
}
