using Makemore.Runtime.Specs;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>Layers of more than one operation that generated networks call.</summary>
public static partial class TorchLayers
{
    /// <summary>The rows of a table that token ids name.</summary>
    /// <param name="tokens">(batch, context).</param>
    /// <param name="weight">(vocab, width).</param>
    /// <returns>(batch, context, width).</returns>
    public static Tensor Embed(Tensor tokens, Tensor weight) =>
        // Not an index: its gradient is summed by several threads at once, in no fixed order.
        weight.index_select(0, tokens.view(-1)).view(tokens.shape[0], tokens.shape[1], weight.shape[1]);

    /// <summary>A 1 in the place of each token.</summary>
    /// <param name="tokens">(batch, context).</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <returns>(batch, context, vocab).</returns>
    public static Tensor OneHot(Tensor tokens, int vocabulary) =>
        nn.functional.one_hot(tokens, vocabulary).to(get_default_dtype());

    /// <summary>A trained vector for each place, added.</summary>
    /// <param name="x">(batch, time, width), where time may be shorter than the table.</param>
    /// <param name="weight">(context, width).</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor Position(Tensor x, Tensor weight) => x.add(weight.narrow(0, 0, x.shape[1]));

    /// <summary>Each n consecutive steps joined; a single step that is left is no dimension any more.</summary>
    /// <param name="x">(batch, time, width).</param>
    /// <param name="steps">n.</param>
    /// <returns>(batch, time / n, n * width), or (batch, n * width).</returns>
    public static Tensor FlattenSteps(Tensor x, int steps) => x.shape[1] == steps
        ? x.flatten(1)
        : x.view(x.shape[0], x.shape[1] / steps, steps * x.shape[2]);

    /// <summary>At each step the vectors of the last n steps joined, the newest first.</summary>
    /// <param name="x">(batch, time, width).</param>
    /// <param name="blank">What stands before the start, (width).</param>
    /// <param name="steps">n.</param>
    /// <returns>(batch, time, n * width).</returns>
    public static Tensor Window(Tensor x, Tensor blank, int steps)
    {
        var (batch, time, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var padded = steps == 1 ? x : cat([blank.expand(batch, steps - 1, width), x], 1);
        return cat([.. Enumerable.Range(0, steps).Select(back => padded.narrow(1, steps - 1 - back, time))], -1);
    }

    /// <summary>A causal convolution over time, zeros before the start.</summary>
    /// <param name="x">(batch, time, in).</param>
    /// <param name="weight">(width * in, units), the oldest step first.</param>
    /// <param name="bias">(units), or null.</param>
    /// <param name="width">The number of steps that it sees.</param>
    /// <param name="dilation">How far they are apart.</param>
    /// <returns>(batch, time, units).</returns>
    public static Tensor Conv(Tensor x, Tensor weight, Tensor? bias, int width, int dilation)
    {
        var time = x.shape[1];
        var padded = nn.functional.pad(x, [0, 0, (width - 1) * (long)dilation, 0]);
        var seen = cat([.. Enumerable.Range(0, width).Select(step => padded.narrow(1, step * (long)dilation, time))], -1);
        return bias is null ? seen.matmul(weight) : Linear(seen, weight, bias);
    }

    /// <summary>
    /// Causal multi-head self-attention, <c>softmax(Q Kᵀ / sqrt(d)) V</c> (Vaswani et al., 2017, arXiv:1706.03762).
    /// </summary>
    /// <param name="x">(batch, time, width).</param>
    /// <param name="weight">Queries, keys and values side by side, (width, 3 * width).</param>
    /// <param name="bias">(3 * width), or null.</param>
    /// <param name="projection">(width, width).</param>
    /// <param name="projectionBias">(width), or null.</param>
    /// <param name="heads">The number of heads.</param>
    /// <returns>(batch, time, width).</returns>
    public static Tensor Attention(
        Tensor x, Tensor weight, Tensor? bias, Tensor projection, Tensor? projectionBias, int heads)
    {
        var (batch, time, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var joined = bias is null ? x.matmul(weight) : Linear(x, weight, bias);
        // Each (batch, heads, time, width / heads).
        var parts = joined.view(batch, time, 3, heads, width / heads).permute(2, 0, 3, 1, 4).unbind(0);
        var mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
        var merged = mixed.transpose(1, 2).reshape(batch, time, width);
        return projectionBias is null ? merged.matmul(projection) : Linear(merged, projection, projectionBias);
    }

    /// <summary>The mean of this and all earlier steps.</summary>
    /// <param name="x">(batch, time, width).</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor Bow(Tensor x) =>
        x.cumsum(1).div(arange(1, x.shape[1] + 1, dtype: x.dtype).view(1, -1, 1));

    /// <summary>A product with a weight, and a bias added.</summary>
    /// <param name="x">(..., in).</param>
    /// <param name="weight">(in, units).</param>
    /// <param name="bias">(units).</param>
    /// <returns>(..., units).</returns>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor bias) =>
        x.dim() == 2
            ? addmm(bias, x, weight, 1, 1)
            : addmm(bias, x.reshape(-1, weight.shape[0]), weight, 1, 1).view([.. x.shape[..^1], weight.shape[1]]);

    /// <summary>The activation that a hyperparameter chooses.</summary>
    public static Tensor Activate(ActivationFunction function, Tensor x) => function switch
    {
        ActivationFunction.Tanh => x.tanh(),
        ActivationFunction.Relu => x.relu(),
        ActivationFunction.Gelu => Gelu(x),
        ActivationFunction.Silu => Silu(x),
        ActivationFunction.Sigmoid => x.sigmoid(),
        ActivationFunction.Softplus => Softplus(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No activation has this number."),
    };

    /// <summary>
    /// The approximation of GELU by tanh, <c>0.5 x (1 + tanh(sqrt(2 / π) (x + 0.044715 x³)))</c> (Hendrycks and Gimpel,
    /// 2016, arXiv:1606.08415), as the sigmoid of twice tanh's argument.
    /// </summary>
    public static Tensor GeluTanh(Tensor x) =>
        x.mul(x.square().mul(0.044715).add(1).mul(x).mul(2 * Math.Sqrt(2 / Math.PI)).sigmoid());

    /// <summary>GELU, <c>x</c> times the normal distribution function of <c>x</c> (Hendrycks and Gimpel, 2016).</summary>
    public static Tensor Gelu(Tensor x) => nn.functional.gelu(x);

    /// <summary><c>x</c> times its sigmoid.</summary>
    public static Tensor Silu(Tensor x) => nn.functional.silu(x);

    /// <summary>Shares that add up to 1 over the innermost dimension.</summary>
    public static Tensor Softmax(Tensor x) => nn.functional.softmax(x, -1);

    /// <summary>Two tensors side by side in the innermost dimension.</summary>
    public static Tensor Concat(Tensor left, Tensor right) => cat([left, right], -1);
}
