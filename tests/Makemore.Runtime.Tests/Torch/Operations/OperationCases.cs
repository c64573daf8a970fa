using System.Collections.Immutable;
using Makemore.Runtime.Tests.Torch.Operations.Specs;
using static Makemore.Runtime.Tests.Torch.Operations.OperationCase;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>A case for each spec of the folder Specs but those of initializers.</summary>
internal static class OperationCases
{
    public static ImmutableArray<OperationCase> All { get; } =
        [.. Inputs(), .. Products(), .. Sequences(), .. Normalizations(), .. Functions(), .. Structures(), .. TensorCases.All, .. AttentionCases.All];

    private static IEnumerable<OperationCase> Inputs() =>
    [
        new("embed", (c, v, g) => new Embed().CreateNetwork(new(), c, v, g), r => r.Embedded()),
        new("onehot", (c, v, g) => new Onehot().CreateNetwork(new(), c, v, g), r => r.First[r.Tokens]),
        Between("position", (c, v, g) => new Position().CreateNetwork(new(), c, v, g),
            (x, r) => stack([.. Steps(x).Select((step, t) => step + r["position.weight"][t])], 1)),
        Between("window", (c, v, g) => new Window().CreateNetwork(new(), c, v, g),
            (x, r) => stack([.. Enumerable.Range(0, Context).Select(t => cat([.. Enumerable.Range(0, 3).Select(
                back => t - back < 0 ? r["window.blank"].expand(x.shape[0], -1) : x[.., t - back])], 1))], 1)),
        Between("flatten", (c, v, g) => new Flatten().CreateNetwork(new(), c, v, g), (x, _) => cat([.. Steps(x)], 1)),
        Between("flatten-steps", (c, v, g) => new FlattenSteps().CreateNetwork(new(), c, v, g), (x, _) => cat([.. Steps(x)], 1)),
        Between("flatten-pairs", (c, v, g) => new FlattenPairs().CreateNetwork(new(), c, v, g),
            (x, _) => cat([x[.., 0], x[.., 1], x[.., 2], x[.., 3]], 1)),
        Between("last", (c, v, g) => new Last().CreateNetwork(new(), c, v, g), (x, _) => x[.., Context - 1]),
    ];

    private static IEnumerable<OperationCase> Products() =>
    [
        Between("linear", (c, v, g) => new Linear().CreateNetwork(new(), c, v, g),
            (x, r) => nn.functional.linear(x, r["linear.weight"].t(), r["linear.bias"])),
        Between("linear-flat", (c, v, g) => new LinearFlat().CreateNetwork(new(), c, v, g),
            (x, r) => nn.functional.linear(x.reshape(-1, Context * 6), r["linear.weight"].t(), r["linear.bias"])),
        Between("linear-plain", (c, v, g) => new LinearPlain().CreateNetwork(new(), c, v, g),
            (x, r) => nn.functional.linear(x, r["linear.weight"].t())),
        Between("conv", (c, v, g) => new Conv().CreateNetwork(new(), c, v, g),
            (x, r) => Convolved(x, r["conv.weight"], r["conv.bias"], width: 2, dilation: 2)),
        Between("conv-plain", (c, v, g) => new ConvPlain().CreateNetwork(new(), c, v, g),
            (x, r) => Convolved(x, r["conv.weight"], null, width: 3, dilation: 1)),
        new("unembed", (c, v, g) => new Unembed().CreateNetwork(new(), c, v, g),
            r => nn.functional.linear(r.Embedded().tanh(), r.First)),
    ];

    private static IEnumerable<OperationCase> Sequences() =>
    [
        Between("attention", (c, v, g) => new Attention().CreateNetwork(new(), c, v, g),
            (x, r) => nn.functional.linear(
                Attended(nn.functional.linear(x, r["attention.weight"].t(), r["attention.bias"]), heads: 2),
                r["attention.projection"].t(), r["attention.projectionBias"])),
        Between("attention-plain", (c, v, g) => new AttentionPlain().CreateNetwork(new(), c, v, g),
            (x, r) => Attended(x.matmul(r["attention.weight"]), heads: 3).matmul(r["attention.projection"])),
        Between("bow", (c, v, g) => new Bow().CreateNetwork(new(), c, v, g),
            (x, _) => stack([.. Enumerable.Range(1, Context).Select(t => x.narrow(1, 0, t).mean([1]))], 1)),
        Between("rnn", (c, v, g) => new Rnn().CreateNetwork(new(), c, v, g), (x, r) => Recurrent(
            x, [r["rnn.start"]], (input, states) => [Gate(r, "rnn.state", input, states[0]).tanh()])),
        Between("gru", (c, v, g) => new Gru().CreateNetwork(new(), c, v, g), (x, r) => Recurrent(
            x, [r["gru.start"]], (input, states) =>
            {
                var update = Gate(r, "gru.update", input, states[0]).sigmoid();
                var reset = Gate(r, "gru.reset", input, states[0]).sigmoid();
                var candidate = Gate(r, "gru.candidate", input, reset * states[0]).tanh();
                return [((1 - update) * states[0]) + (update * candidate)];
            })),
        Between("lstm", (c, v, g) => new Lstm().CreateNetwork(new(), c, v, g), (x, r) => Recurrent(
            x, [r["lstm.start"], r["lstm.startCell"]], (input, states) =>
            {
                var (keep, admit) = (Gate(r, "lstm.forget", input, states[0]).sigmoid(),
                    Gate(r, "lstm.input", input, states[0]).sigmoid());
                var cell = (keep * states[1]) + (admit * Gate(r, "lstm.candidate", input, states[0]).tanh());
                return [Gate(r, "lstm.output", input, states[0]).sigmoid() * cell.tanh(), cell];
            })),
    ];

    private static IEnumerable<OperationCase> Normalizations() =>
    [
        // In PyTorch's own layout, (batch, features, time).
        Between("batchnorm", (c, v, g) => new Batchnorm().CreateNetwork(new(), c, v, g),
            (x, r) => nn.functional.batch_norm(
                x.transpose(1, 2), r["batchnorm.mean"], r["batchnorm.variance"], r["batchnorm.gain"], r["batchnorm.shift"],
                r.IsTraining, momentum: 0.1, eps: 1e-5).transpose(1, 2)),
        Between("batchnorm-flat", (c, v, g) => new BatchnormFlat().CreateNetwork(new(), c, v, g),
            (x, r) => nn.functional.batch_norm(
                x.reshape(-1, Context * 6), r["batchnorm.mean"], r["batchnorm.variance"], r["batchnorm.gain"],
                r["batchnorm.shift"], r.IsTraining, momentum: 0.2, eps: 1e-5)),
        Between("batchnorm-unbiased", (c, v, g) => new BatchnormUnbiased().CreateNetwork(new(), c, v, g),
            (x, r) => Normalized(x, r, "variance", (variance, bessel) => (variance * bessel + 1e-5).sqrt())),
        Between("batchnorm-deviation", (c, v, g) => new BatchnormDeviation().CreateNetwork(new(), c, v, g),
            (x, r) => Normalized(x.reshape(-1, Context * 6), r, "deviation", (variance, bessel) => (variance * bessel).sqrt())),
        Between("batchnorm-mixed", (c, v, g) => new BatchnormMixed().CreateNetwork(new(), c, v, g),
            (x, r) => Normalized(x, r, "deviation", (variance, _) => (variance + 0.01).sqrt())),
        Between("conv-batchnorm", (c, v, g) => new ConvBatchnorm().CreateNetwork(new(), c, v, g), (x, r) => Normalized(
            Convolved(x, r["conv.weight"], r["conv.bias"], width: 3, dilation: 1), r, "variance",
            (variance, _) => (variance + 1e-5).sqrt())),
        Between("layernorm", (c, v, g) => new Layernorm().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            var centred = x - x.mean([-1], keepdim: true);
            var variance = (centred * centred).sum(-1, keepdim: true) / 6;
            return centred / (variance + 1e-5).sqrt() * r["layernorm.gain"] + r["layernorm.shift"];
        }),
        Between("rmsnorm", (c, v, g) => new Rmsnorm().CreateNetwork(new(), c, v, g),
            (x, r) => x / ((x * x).sum(-1, keepdim: true) / 6 + 0.01).sqrt() * r["rmsnorm.gain"]),
        Between("dropout", (c, v, g) => new Dropout().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            var draws = new float[x.NumberOfElements];
            r.Generator.FillUniform(draws);
            var kept = tensor(draws, x.shape).ge(0.25).to(x.dtype) / 0.75;
            return r.IsTraining ? x * kept : x;
        }),
    ];

    private static IEnumerable<OperationCase> Functions() =>
    [
        Between("tanh", (c, v, g) => new Tanh().CreateNetwork(new(), c, v, g), (x, _) => ((x * 2).sigmoid() * 2) - 1),
        Between("relu", (c, v, g) => new Relu().CreateNetwork(new(), c, v, g), (x, _) => (x + x.abs()) / 2),
        Between("gelu", (c, v, g) => new Gelu().CreateNetwork(new(), c, v, g), (x, _) => x * (1 + (x / Math.Sqrt(2)).erf()) / 2),
        Between("gelu-tanh", (c, v, g) => new GeluTanh().CreateNetwork(new(), c, v, g),
            (x, _) => GeluByTanh(x)),
        Between("silu", (c, v, g) => new Silu().CreateNetwork(new(), c, v, g), (x, _) => x / (1 + (-x).exp())),
        Between("sigmoid", (c, v, g) => new Sigmoid().CreateNetwork(new(), c, v, g), (x, _) => 1 / (1 + (-x).exp())),
        Between("chosen-activation", (c, v, g) => new ChosenActivation().CreateNetwork(new(), c, v, g), (x, _) => (1 + x.exp()).log()),
        Between("softmax", (c, v, g) => new Softmax().CreateNetwork(new(), c, v, g), (x, _) => x.exp() / x.exp().sum(-1, keepdim: true)),
        Between("add", (c, v, g) => new Add().CreateNetwork(new(), c, v, g), (x, _) => stack([x.tanh(), x.sigmoid()]).sum(dim: 0)),
        Between("subtract", (c, v, g) => new Subtract().CreateNetwork(new(), c, v, g), (x, _) => x.tanh() + (-x.sigmoid())),
        Between("multiply", (c, v, g) => new Multiply().CreateNetwork(new(), c, v, g), (x, _) => x.tanh() / (1 + (-x).exp())),
        Between("scale", (c, v, g) => new Scale().CreateNetwork(new(), c, v, g), (x, _) => ((x / Math.Sqrt(1.0 / 6)) + 0.5).tanh()),
        Between("concat", (c, v, g) => new Concat().CreateNetwork(new(), c, v, g),
            (x, _) => stack([x.sigmoid(), x.tanh()], 2).reshape(x.shape[0], Context, 12)),
    ];

    private static IEnumerable<OperationCase> Structures() =>
    [
        Between("residual", (c, v, g) => new Residual().CreateNetwork(new(), c, v, g), (x, _) => x.tanh() + x),
        Between("repeat", (c, v, g) => new Repeat().CreateNetwork(new(), c, v, g),
            (x, r) => Enumerable.Range(0, 2).Aggregate(x, (y, level) =>
                nn.functional.linear(y, r[$"blocks.{level}.linear.weight"].t(), r[$"blocks.{level}.linear.bias"]).tanh())),
        Between("feed-forward", (c, v, g) => new FeedForward().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            var inner = nn.functional.linear(x, r["feedForward.linear.weight"].t(), r["feedForward.linear.bias"]);
            var active = GeluByTanh(inner);
            return nn.functional.linear(
                active, r["feedForward.linear2.weight"].t(), r["feedForward.linear2.bias"]);
        }),
    ];

    private static Tensor GeluByTanh(Tensor x) =>
        0.5 * x * (1 + ((x + (0.044715 * x * x * x)) * Math.Sqrt(2 / Math.PI)).tanh());

    private static IEnumerable<Tensor> Steps(Tensor x) => Enumerable.Range(0, (int)x.shape[1]).Select(t => x.select(1, t));

    internal static Tensor Convolved(Tensor x, Tensor weight, Tensor? bias, int width, int dilation) =>
        nn.functional.conv1d(
            nn.functional.pad(x.transpose(1, 2), [(width - 1) * (long)dilation, 0]),
            weight.view(width, x.shape[2], -1).permute(2, 1, 0), bias, dilation: dilation).transpose(1, 2);

    internal static Tensor Attended(Tensor joined, int heads) =>
        AttentionCases.Attended(joined.chunk(3, -1), heads, heads, (_, scores) => scores);

    internal static Tensor Recurrent(Tensor x, Tensor[] start, Func<Tensor, Tensor[], Tensor[]> cell)
    {
        Tensor[] states = [.. start.Select(state => state.unsqueeze(0).repeat(x.shape[0], 1))];
        var outputs = new List<Tensor>();
        foreach (var input in Steps(x))
        {
            states = cell(input, states);
            outputs.Add(states[0]);
        }

        return stack(outputs, 1);
    }

    // The weight in two parts, as PyTorch's cells hold it.
    private static Tensor Gate(Reference r, string name, Tensor input, Tensor state)
    {
        var parts = r[name + "Weight"].split([input.shape[1], state.shape[1]], 0);
        return input.matmul(parts[0]) + state.matmul(parts[1]) + r[name + "Bias"];
    }

    private static Tensor Normalized(Tensor x, Reference r, string spread, Func<Tensor, double, Tensor> deviation)
    {
        var rows = x.reshape(-1, x.shape[^1]);
        var mean = rows.sum(dim: 0) / rows.shape[0];
        var variance = ((rows - mean) * (rows - mean)).sum(dim: 0) / rows.shape[0];
        var running = spread == "variance" ? r["batchnorm.variance"] : r["batchnorm.deviation"].square();
        var normalized = r.IsTraining
            ? (rows - mean) / deviation(variance, rows.shape[0] / (rows.shape[0] - 1.0))
            // A running statistic is unbiased already.
            : (rows - r["batchnorm.mean"]) / deviation(running, 1);
        return (normalized * r["batchnorm.gain"] + r["batchnorm.shift"]).reshape(x.shape);
    }
}
