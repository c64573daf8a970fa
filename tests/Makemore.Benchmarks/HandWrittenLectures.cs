using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Makemore.Benchmarks;

/// <summary>The steps of the lectures as a good user of TorchSharp writes them by hand, tensor by tensor.</summary>
internal static class HandWrittenLectures
{
    /// <summary>The MLP of part 2.</summary>
    public sealed class Part2(StepTensors batches)
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
            var (tokens, targets) = batches.Next();
            var x = c.index_select(0, tokens.view(-1)).view(32, 30);
            var h = tanh(addmm(b1, x, w1, 1, 1));
            var logits = addmm(b2, h, w2, 1, 1);
            var loss = cross_entropy(logits, targets);
            loss.backward();
            Descend(rate, c, w1, b1, w2, b2);
            return loss.item<float>();
        }
    }

    /// <summary>The MLP of part 3, with batch normalization.</summary>
    public sealed class Part3(StepTensors batches)
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
            var (tokens, targets) = batches.Next();
            var x = c.index_select(0, tokens.view(-1)).view(32, 30);
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
            var loss = cross_entropy(logits, targets);
            loss.backward();
            Descend(rate, c, w1, w2, b2, gain, shift);
            return loss.item<float>();
        }
    }

    private static Tensor Weight(double scale, params long[] shape) => (randn(shape) * scale).requires_grad_();

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
