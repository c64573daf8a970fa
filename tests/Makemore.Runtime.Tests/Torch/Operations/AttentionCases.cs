using Makemore.Runtime.Tests.Torch.Operations.Specs;
using static Makemore.Runtime.Tests.Torch.Operations.OperationCase;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>The cases of layers that are programs, where their arguments make the program be written out.</summary>
internal static class AttentionCases
{
    public static IEnumerable<OperationCase> All =>
    [
        Between("attention-rotary", (c, v, g) => new AttentionRotary().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            var parts = (x.matmul(r["attention.weight"]) + r["attention.bias"]).chunk(3, -1);
            Tensor[] turned = [Turned(parts[0], heads: 3), Turned(parts[1], heads: 3), parts[2]];
            return Projected(Attended(turned, 3, 3, (_, scores) => scores, window: 2), r);
        }),
        Between("attention-alibi", (c, v, g) => new AttentionAlibi().CreateNetwork(new(), c, v, g), (x, r) =>
            Projected(Attended(Grouped(x, r), 6, 2, (head, scores) => scores - (Math.Pow(2, -8.0 * (head + 1) / 6) * Distances(x))), r)),
        Between("attention-relative", (c, v, g) => new AttentionRelative().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            // One draw for each weight, in the order (batch, step, head, source).
            var draws = new float[x.shape[0] * Context * 2 * Context];
            r.Generator.FillUniform(draws);
            var kept = tensor(draws, [x.shape[0], Context, 2, Context]).ge(0.25).to(x.dtype) / 0.75;
            return Projected(
                Attended(
                    Grouped(x, r), 2, 1, (head, scores) => scores + r["attention.distances"][head][Distances(x).abs().to(int64)],
                    dropped: (head, weights) => r.IsTraining ? weights * kept.select(2, head) : weights),
                r);
        }),
        Between("cells-plain", (c, v, g) => new CellsPlain().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            Tensor Gate(string name, Tensor input, Tensor state) => cat([input, state], 1).matmul(r[$"{name}Weight"]);
            var first = OperationCases.Recurrent(x, [r["rnn.start"]], (input, states) => [Gate("rnn.state", input, states[0]).tanh()]);
            var second = OperationCases.Recurrent(first, [r["gru.start"]], (input, states) =>
            {
                var update = Gate("gru.update", input, states[0]).sigmoid();
                var reset = Gate("gru.reset", input, states[0]).sigmoid();
                return [((1 - update) * states[0]) + (update * Gate("gru.candidate", input, reset * states[0]).tanh())];
            });
            return OperationCases.Recurrent(second, [r["lstm.start"], r["lstm.startCell"]], (input, states) =>
            {
                var cell = (Gate("lstm.forget", input, states[0]).sigmoid() * states[1])
                    + (Gate("lstm.input", input, states[0]).sigmoid() * Gate("lstm.candidate", input, states[0]).tanh());
                return [Gate("lstm.output", input, states[0]).sigmoid() * cell.tanh(), cell];
            });
        }),
        Between("lags", (c, v, g) => new Lags().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            // A trained tensor has its new axes in front of 'width'; a distance below 0 is 0, one above the end is the end.
            var near = stack([.. Enumerable.Range(0, Context).Select(t => r["distances"][0] * (Context - t) + (r["distances"][1] * t))]);
            return OperationCases.Convolved(x, r["conv.linear.weight"], null, width: 2, dilation: 2) + r["places"] + (near * 5);
        }),
        Between("sinusoids", (c, v, g) => new Sinusoids().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            var angles = tensor(
                [.. Enumerable.Range(0, Context).SelectMany(t => Enumerable.Range(0, 3).Select(i => t * Math.Pow(10000, -i / 3.0)))],
                [Context, 3], dtype: x.dtype);
            // A head has its query, its key and its value side by side.
            var joined = ((x + cat([angles.sin(), angles.cos()], 1)).matmul(r["attend.linear.weight"]) + r["attend.linear.bias"])
                .view(x.shape[0], Context, 2, 3, 3).permute(3, 0, 1, 2, 4).flatten(3).unbind(0);
            return Attended(joined, 2, 2, (_, scores) => scores);
        }),
    ];

    private static Tensor Distances(Tensor x)
    {
        var places = arange(Context, dtype: x.dtype);
        return places.unsqueeze(1) - places.unsqueeze(0);
    }

    private static Tensor Projected(Tensor mixed, Reference r) => mixed.matmul(r["attention.projection"]) + r["attention.projectionBias"];

    // Queries from one product, keys and values from another.
    private static Tensor[] Grouped(Tensor x, Reference r)
    {
        var keys = (x.matmul(r["attention.keyValueWeight"]) + r["attention.keyValueBias"]).chunk(2, -1);
        return [x.matmul(r["attention.queryWeight"]) + r["attention.queryBias"], keys[0], keys[1]];
    }

    // Number by number: the halves of a head are the two coordinates of points.
    private static Tensor Turned(Tensor x, int heads)
    {
        var size = (int)x.shape[2] / heads;
        return stack([.. Enumerable.Range(0, Context).Select(t => cat([.. Enumerable.Range(0, heads).Select(head =>
        {
            var (left, right) = (new List<Tensor>(), new List<Tensor>());
            for (var i = 0; i < size / 2; i++)
            {
                var angle = t * Math.Pow(10000, -2.0 * i / size);
                var (a, b) = (x.select(1, t).select(1, (head * size) + i), x.select(1, t).select(1, (head * size) + (size / 2) + i));
                left.Add((a * Math.Cos(angle)) - (b * Math.Sin(angle)));
                right.Add((a * Math.Sin(angle)) + (b * Math.Cos(angle)));
            }

            return stack([.. left, .. right], 1);
        })], 1))], 1);
    }

    // Head by head, with an additive mask.
    internal static Tensor Attended(
        Tensor[] parts, int heads, int keyValueHeads, Func<int, Tensor, Tensor> placed, int window = Context,
        Func<int, Tensor, Tensor>? dropped = null)
    {
        var size = parts[0].shape[2] / heads;
        var distance = Distances(parts[0]);
        var mask = zeros_like(distance).masked_fill(distance.lt(0).logical_or(distance.ge(window)), double.NegativeInfinity);
        return cat([.. Enumerable.Range(0, heads).Select(head =>
        {
            var group = head / (heads / keyValueHeads);
            var (query, key, value) = (parts[0].narrow(2, head * size, size), parts[1].narrow(2, group * size, size),
                parts[2].narrow(2, group * size, size));
            var weights = (placed(head, query.matmul(key.transpose(1, 2)) / Math.Sqrt(size)) + mask).softmax(-1);
            return (dropped?.Invoke(head, weights) ?? weights).matmul(value);
        })], -1);
    }
}
