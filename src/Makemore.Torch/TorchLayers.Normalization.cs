using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>Normalizations.</summary>
public static partial class TorchLayers
{
    /// <summary>Layer normalization over the innermost dimension (Ba et al., 2016, arXiv:1607.06450).</summary>
    /// <param name="x">(..., width).</param>
    /// <param name="gain">(width).</param>
    /// <param name="shift">(width).</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static Tensor LayerNorm(Tensor x, Tensor gain, Tensor shift, double epsilon) =>
        nn.functional.layer_norm(x, gain.shape, gain, shift, epsilon);

    /// <summary>Division by the root of the mean square (Zhang and Sennrich, 2019, arXiv:1910.07467).</summary>
    /// <param name="x">(..., width).</param>
    /// <param name="gain">(width).</param>
    /// <param name="epsilon">Added to the mean square.</param>
    public static Tensor RmsNorm(Tensor x, Tensor gain, double epsilon) =>
        x.mul(x.square().mean([-1], keepdim: true).add(epsilon).rsqrt()).mul(gain);

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
    /// <param name="places">
    /// Where a batch has tokens, (batch, context) of booleans, or null for everywhere. In training the rest of an
    /// <paramref name="x"/> of the same time has no part in the statistics, and comes out as 0.
    /// </param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor BatchNorm(
        Tensor x, Tensor gain, Tensor shift, Tensor runningMean, Tensor runningSpread, bool isTraining,
        double epsilon, double momentum, bool keepsDeviation, bool isUnbiased, Tensor? places = null)
    {
        if (isTraining && places is not null && x.dim() == 3 && x.shape[1] == places.shape[1])
        {
            var all = x.reshape(-1, x.shape[2]);
            var filled = places.view(-1).nonzero().view(-1);
            var normalized = BatchNorm(
                all.index_select(0, filled), gain, shift, runningMean, runningSpread, isTraining, epsilon, momentum,
                keepsDeviation, isUnbiased);
            return zeros_like(all).index_copy(0, filled, normalized).view(x.shape);
        }

        var rows = x.dim() == 2 ? x : x.reshape(-1, x.shape[^1]);
        if (!isTraining)
        {
            var runningVariance = keepsDeviation ? runningSpread.square() : runningSpread;
            return Normalize(rows, gain, shift, runningMean, runningVariance, epsilon).view(x.shape);
        }

        // libtorch divides the variance that normalizes by n. With b = n / (n - 1), which makes it unbiased,
        // (x - mean) / sqrt(b * variance + epsilon) = (x - mean) / sqrt(variance + epsilon / b) / sqrt(b).
        var bessel = rows.shape[0] / (rows.shape[0] - 1.0);
        var (scaledGain, scaledEpsilon) = isUnbiased ? (gain / Math.Sqrt(bessel), epsilon / bessel) : (gain, epsilon);
        if (!keepsDeviation)
        {
            return Normalize(rows, scaledGain, shift, runningMean, runningSpread, scaledEpsilon, momentum).view(x.shape);
        }

        // A momentum of 1 gives the batch's own mean and unbiased variance.
        var (mean, variance) = (zeros_like(runningMean), zeros_like(runningSpread));
        var result = Normalize(rows, scaledGain, shift, mean, variance, scaledEpsilon, momentum: 1);
        using (no_grad())
        {
            runningMean.lerp_(mean, momentum);
            runningSpread.lerp_(variance.sqrt(), momentum);
        }

        return result.view(x.shape);
    }

    // Without a momentum the statistics are read, with one the batch's own are used and kept.
    private static Tensor Normalize(
        Tensor rows, Tensor gain, Tensor shift, Tensor mean, Tensor variance, double epsilon, double? momentum = null) =>
        nn.functional.batch_norm(rows, mean, variance, gain, shift, momentum is not null, momentum ?? 0, epsilon);
}
