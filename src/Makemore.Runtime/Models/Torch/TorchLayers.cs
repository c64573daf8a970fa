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
        return bias is null ? seen.matmul(weight) : seen.matmul(weight).add(bias);
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
        var joined = bias is null ? x.matmul(weight) : x.matmul(weight).add(bias);
        // (3, batch, heads, time, width / heads)
        var parts = joined.view(batch, time, 3, heads, width / heads).permute(2, 0, 3, 1, 4);
        var mixed = nn.functional.scaled_dot_product_attention(parts.select(0, 0), parts.select(0, 1), parts.select(0, 2), is_casual: true);
        var merged = mixed.transpose(1, 2).reshape(batch, time, width);
        return projectionBias is null ? merged.matmul(projection) : merged.matmul(projection).add(projectionBias);
    }

    /// <summary>The mean of this and all earlier steps.</summary>
    /// <param name="x">(batch, time, width).</param>
    /// <returns>The shape of <paramref name="x"/>.</returns>
    public static Tensor Bow(Tensor x) =>
        x.cumsum(1).div(arange(1, x.shape[1] + 1, dtype: x.dtype).view(1, -1, 1));

    /// <summary>A recurrent layer, <c>h = tanh([x, h] W + b)</c> (Elman, 1990).</summary>
    /// <param name="x">(batch, time, in).</param>
    /// <param name="start">The state before the first step, (units).</param>
    /// <param name="weight">(in + units, units).</param>
    /// <param name="bias">(units).</param>
    /// <returns>The states, (batch, time, units).</returns>
    public static Tensor Rnn(Tensor x, Tensor start, Tensor weight, Tensor bias)
    {
        var states = new Tensor[x.shape[1]];
        var state = start.expand(x.shape[0], start.shape[0]);
        for (var t = 0; t < states.Length; t++)
        {
            state = addmm(bias, cat([x.select(1, t), state], 1), weight, 1, 1).tanh();
            states[t] = state;
        }

        return stack(states, 1);
    }

    /// <summary>
    /// A gated recurrent unit (Cho et al., 2014, arXiv:1406.1078), in the form of makemore.py: <c>r</c> and <c>z</c> are
    /// sigmoids of <c>[x, h]</c>, <c>c = tanh([x, r * h] W + b)</c>, <c>h = (1 - z) * h + z * c</c>.
    /// </summary>
    /// <param name="x">(batch, time, in).</param>
    /// <param name="start">The state before the first step, (units).</param>
    /// <param name="updateWeight">Of z, (in + units, units).</param>
    /// <param name="updateBias">(units).</param>
    /// <param name="resetWeight">Of r, (in + units, units).</param>
    /// <param name="resetBias">(units).</param>
    /// <param name="candidateWeight">Of c, (in + units, units).</param>
    /// <param name="candidateBias">(units).</param>
    /// <returns>The states, (batch, time, units).</returns>
    public static Tensor Gru(
        Tensor x, Tensor start, Tensor updateWeight, Tensor updateBias, Tensor resetWeight, Tensor resetBias,
        Tensor candidateWeight, Tensor candidateBias)
    {
        var states = new Tensor[x.shape[1]];
        var state = start.expand(x.shape[0], start.shape[0]);
        for (var t = 0; t < states.Length; t++)
        {
            var input = x.select(1, t);
            var joined = cat([input, state], 1);
            var update = addmm(updateBias, joined, updateWeight, 1, 1).sigmoid();
            var reset = addmm(resetBias, joined, resetWeight, 1, 1).sigmoid();
            var candidate = addmm(candidateBias, cat([input, reset * state], 1), candidateWeight, 1, 1).tanh();
            state = state + (update * (candidate - state));
            states[t] = state;
        }

        return stack(states, 1);
    }

    /// <summary>
    /// Long short-term memory (Hochreiter and Schmidhuber, 1997): <c>c = f * c + i * g</c>, <c>h = o * tanh(c)</c>, with
    /// sigmoid gates and <c>g = tanh</c>, all of <c>[x, h]</c>.
    /// </summary>
    /// <param name="x">(batch, time, in).</param>
    /// <param name="start">h before the first step, (units).</param>
    /// <param name="startCell">c before the first step, (units).</param>
    /// <param name="inputWeight">Of i, (in + units, units).</param>
    /// <param name="inputBias">(units).</param>
    /// <param name="forgetWeight">Of f.</param>
    /// <param name="forgetBias">(units).</param>
    /// <param name="outputWeight">Of o.</param>
    /// <param name="outputBias">(units).</param>
    /// <param name="candidateWeight">Of g.</param>
    /// <param name="candidateBias">(units).</param>
    /// <returns>h at each step, (batch, time, units).</returns>
    public static Tensor Lstm(
        Tensor x, Tensor start, Tensor startCell, Tensor inputWeight, Tensor inputBias, Tensor forgetWeight, Tensor forgetBias,
        Tensor outputWeight, Tensor outputBias, Tensor candidateWeight, Tensor candidateBias)
    {
        var states = new Tensor[x.shape[1]];
        var state = start.expand(x.shape[0], start.shape[0]);
        var cell = startCell.expand(x.shape[0], startCell.shape[0]);
        // One product for all gates is faster than four.
        var weight = cat([inputWeight, forgetWeight, outputWeight, candidateWeight], 1);
        var bias = cat([inputBias, forgetBias, outputBias, candidateBias], 0);
        for (var t = 0; t < states.Length; t++)
        {
            var gates = addmm(bias, cat([x.select(1, t), state], 1), weight, 1, 1).chunk(4, 1);
            cell = (gates[1].sigmoid() * cell) + (gates[0].sigmoid() * gates[3].tanh());
            state = gates[2].sigmoid() * cell.tanh();
            states[t] = state;
        }

        return stack(states, 1);
    }

    /// <summary>
    /// The approximation of GELU by tanh, <c>0.5 x (1 + tanh(sqrt(2 / π) (x + 0.044715 x³)))</c> (Hendrycks and Gimpel,
    /// 2016, arXiv:1606.08415).
    /// </summary>
    public static Tensor GeluTanh(Tensor x) =>
        x.mul(0.5).mul(x.pow(3).mul(0.044715).add(x).mul(Math.Sqrt(2 / Math.PI)).tanh().add(1));

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
