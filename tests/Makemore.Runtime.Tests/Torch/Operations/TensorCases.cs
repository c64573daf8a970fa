using Makemore.Runtime.Tests.Torch.Operations.Specs;
using static Makemore.Runtime.Tests.Torch.Operations.OperationCase;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>The cases of operations on tensors whose axes have names.</summary>
internal static class TensorCases
{
    public static IEnumerable<OperationCase> All =>
    [
        Between("functions", (c, v, g) => new Functions().CreateNetwork(new(), c, v, g), (x, _) =>
        {
            var positive = x.exp() + 1;
            return positive.log() + (2 * positive.pow(0.5)) + (x.sign() * x * x) + (x.exp() + 1).log() + (x.sin() * x.cos())
                + (x * x * x.abs()) + positive.pow(-1);
        }),
        Between("pairs", (c, v, g) => new Pairs().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            var y = x.matmul(r["y.weight"]);
            var extremes = (where(x.gt(y), x, y) * x.clamp_max(0.3)) + y.clamp_min(0.1);
            var second = zeros_like(x);
            second[.., 2] = x[.., 2];
            return where(x.lt(y), extremes, x / (y.pow(2) + 1)) + where(x.ge(0.2), tensor(1.5, dtype: x.dtype), y) - second;
        }),
        Between("reductions", (c, v, g) => new Reductions().CreateNetwork(new(), c, v, g), (x, _) =>
        {
            var centered = x - x.mean([2], keepdim: true);
            var normal = centered / (centered.pow(2).mean([2], keepdim: true) + 0.01).sqrt();
            var steps = stack([.. Enumerable.Range(1, Context).Select(t => x.narrow(1, 0, t).sum(1))], 1);
            var widths = stack([.. Enumerable.Range(1, 6).Select(w => x.narrow(2, 0, w).sum(2))], 2);
            return (normal * x.max(1, keepdim: true).values) + x.min(2, keepdim: true).values + x.sum(1, keepdim: true) + steps + widths;
        }),
        Between("axes", (c, v, g) => new Axes().CreateNetwork(new(), c, v, g), (x, _) =>
        {
            var (left, right) = (x.narrow(2, 0, 3), x.narrow(2, 3, 3));
            var shares = cat([left.exp() / (left.exp() + right.exp()), right.exp() / (left.exp() + right.exp())], 2);
            var crossed = stack([left, right], 3).flatten(2);
            var turned = stack([left[.., 3], left[.., 2], left[.., 1], left[.., 0]], 1);
            var shifted = cat([zeros_like(right.narrow(1, 0, 2)), right.narrow(1, 0, 2)], 1);
            return (shares * crossed) + (cat([turned, shifted], 2) * cat([right, left], 2)) + (x - x.exp().sum(1, keepdim: true).log());
        }),
        Between("heads", (c, v, g) => new Heads().CreateNetwork(new(), c, v, g), (x, r) =>
            OperationCases.Attended(x.matmul(r["linear.weight"]) + r["linear.bias"], heads: 2)),
        new("parameters", (c, v, g) => new Parameters().CreateNetwork(new(), c, v, g), r =>
        {
            var x = r.Ones().matmul(r["x.weight"]);
            var mixed = (x.narrow(2, 0, 3) * r["mix"][0]) + (x.narrow(2, 3, 3) * r["mix"][1]);
            return ((r["gain"] * x) + (r["gate"] * cat([mixed, mixed], 2)) + 0.5).matmul(r.Last);
        }),
        new("lists", (c, v, g) => new Lists().CreateNetwork(new(), c, v, g), r =>
        {
            var first = (r.Ones().matmul(r["x.weight"]).matmul(r["linear.weight"]) + r["linear.bias"]).relu();
            return ((first.matmul(r["linear2.weight"]) + r["linear2.bias"]).relu() * 1.5 * 2).matmul(r.Last);
        }),
        Between("share", (c, v, g) => new Share().CreateNetwork(new(), c, v, g), (x, r) => Enumerable.Range(0, 4).Aggregate(
            x, (y, _) => (y.matmul(r["dense.linear.weight"]) + r["dense.linear.bias"]).tanh())),
        Between("repeat-index", (c, v, g) => new RepeatIndex().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            var first = OperationCases.Convolved(x, r["dilated.conv.weight"], r["dilated.conv.bias"], width: 2, dilation: 1).tanh();
            var second = OperationCases.Convolved(first, r["dilated2.conv.weight"], r["dilated2.conv.bias"], width: 2, dilation: 2).tanh();
            var third = second.matmul(r["scaled.linear.weight"]) + r["scaled.linear.bias"];
            return (third * 2).matmul(r["scaled2.linear.weight"]) + r["scaled2.linear.bias"];
        }),
        new("scan", (c, v, g) => new Scan().CreateNetwork(new(), c, v, g), r => OperationCases.Recurrent(
            r.Ones().matmul(r["embed.weight"]), [r["start"]], (input, states) =>
                [(cat([input, states[0]], 1).matmul(r["scan.linear.weight"]) + r["scan.linear.bias"]).tanh()]).matmul(r.Last)),
        new("scan-states", (c, v, g) => new ScanStates().CreateNetwork(new(), c, v, g), r => OperationCases.Recurrent(
            r.Ones().matmul(r["x.weight"]), [r["parameter"], full_like(r["parameter"], 0.5)], (input, states) =>
            {
                var gate = (cat([input, states[0]], 1).matmul(r["scan.linear.weight"]) + r["scan.linear.bias"]).sigmoid();
                var added = (input.matmul(r["scan.linear2.weight"]) + r["scan.linear2.bias"]).tanh();
                var next = (gate * states[1]) + ((1 - gate) * added);
                return [r["scale"] * next.tanh(), next];
            }).matmul(r.Last)),
        Between("scan-reads", (c, v, g) => new ScanReads().CreateNetwork(new(), c, v, g), (x, r) =>
        {
            Tensor Shared(Tensor y) => y.matmul(r["scan.shared.weight"]) + r["scan.shared.bias"];
            var state = r["parameter"].unsqueeze(0).repeat(x.shape[0], 1);
            return stack([.. Enumerable.Range(0, Context).Select(t =>
                Shared(state = (Shared(state * x.select(1, t).tanh()) + x.select(1, t).sigmoid()).tanh()))], 1);
        }),
        Between("scan-repeat", (c, v, g) => new ScanRepeat().CreateNetwork(new(), c, v, g), (x, r) =>
            Enumerable.Range(0, 2).Aggregate(x, (y, layer) => y + OperationCases.Recurrent(
                y, [r[$"layers.{layer}.parameter"]], (input, states) =>
                    [(cat([input, states[0]], 1).matmul(r[$"layers.{layer}.scan.linear.weight"]) + r[$"layers.{layer}.scan.linear.bias"]).tanh()]))),
    ];
}
