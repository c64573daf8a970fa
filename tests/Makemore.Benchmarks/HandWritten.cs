using Makemore.Runtime.Batches;
using Makemore.Torch.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Makemore.Benchmarks;

/// <summary>The steps of the lectures as a good user of TorchSharp writes them by hand: the reference of <c>step</c>.</summary>
internal static class HandWritten
{
    /// <summary>The MLP of part 2.</summary>
    public sealed class Part2(Tensor inputs, Tensor targets)
    {
        private readonly Tensor c = Weight(1, 27, 10);
        private readonly Tensor w1 = Weight(1, 30, 200);
        private readonly Tensor b1 = Weight(1, 200);
        private readonly Tensor w2 = Weight(1, 200, 27);
        private readonly Tensor b2 = Weight(1, 27);

        /// <summary>One step; returns the loss.</summary>
        public float Step(double rate)
        {
            using var scope = NewDisposeScope();
            using var batch = Draw(inputs, out var drawn);
            var x = c.index_select(0, batch.view(-1)).view(32, 30);
            var h = tanh(addmm(b1, x, w1, 1, 1));
            var logits = addmm(b2, h, w2, 1, 1);
            var loss = cross_entropy(logits, targets.index_select(0, drawn));
            loss.backward();
            Descend(rate, c, w1, b1, w2, b2);
            return loss.item<float>();
        }
    }

    /// <summary>The MLP of part 3, with batch normalization.</summary>
    public sealed class Part3(Tensor inputs, Tensor targets)
    {
        private readonly Tensor c = Weight(1, 27, 10);
        private readonly Tensor w1 = Weight(5.0 / 3 / Math.Sqrt(30), 30, 200);
        private readonly Tensor w2 = Weight(0.01, 200, 27);
        private readonly Tensor b2 = Weight(0, 27);
        private readonly Tensor gain = ones(200, requires_grad: true);
        private readonly Tensor shift = zeros(200, requires_grad: true);
        private readonly Tensor runningMean = zeros(200);
        private readonly Tensor runningDeviation = ones(200);

        /// <summary>One step; returns the loss.</summary>
        public float Step(double rate)
        {
            using var scope = NewDisposeScope();
            using var batch = Draw(inputs, out var drawn);
            var x = c.index_select(0, batch.view(-1)).view(32, 30);
            var before = x.mm(w1);
            var mean = before.mean([0L], keepdim: true);
            var deviation = before.std(0, keepdim: true);
            using (no_grad())
            {
                runningMean.lerp_(mean.view(-1), 0.001);
                runningDeviation.lerp_(deviation.view(-1), 0.001);
            }

            var h = tanh(gain * (before - mean) / deviation + shift);
            var logits = addmm(b2, h, w2, 1, 1);
            var loss = cross_entropy(logits, targets.index_select(0, drawn));
            loss.backward();
            Descend(rate, c, w1, w2, b2, gain, shift);
            return loss.item<float>();
        }
    }

    /// <summary>All examples of a split as the lecture lays them out: inputs (n, context) and targets (n).</summary>
    public static (Tensor Inputs, Tensor Targets) Examples(TokenSequences tokens, int context)
    {
        TorchLibrary.Load();
        var all = new Windows(tokens, context).All();
        return (tensor(all.Inputs, [all.Size, all.Length]), tensor(all.Targets));
    }

    private static Tensor Weight(double scale, params long[] shape) => (randn(shape) * scale).requires_grad_();

    private static Tensor Draw(Tensor inputs, out Tensor drawn)
    {
        drawn = randint(0, inputs.shape[0], [32L], dtype: ScalarType.Int64);
        return inputs.index_select(0, drawn);
    }

    private static void Descend(double rate, params ReadOnlySpan<Tensor> parameters)
    {
        using var withoutGradients = no_grad();
        using Scalar alpha = -rate;
        foreach (var parameter in parameters)
        {
            parameter.add_(parameter.grad!, alpha);
            parameter.grad = null;
        }
    }
}
