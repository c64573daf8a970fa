using Makemore.Runtime.Batches;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Makemore.Torch.Native;
using Xunit;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Models;

[NeedsTorch]
public class TorchModelTests
{
    private static readonly ExperimentSpec Plain = new() { Name = "torch", Context = 2 };

    private static readonly Batch Examples = new([0, 1, 2, 3, 1, 2], [3, 0, 1], Size: 3, Length: 2);

    [Theory]
    [InlineData(0, Reduction.Mean)]
    [InlineData(0.3, Reduction.Mean)]
    [InlineData(0.02, Reduction.Sum)]
    public void A_step_is_the_one_written_by_hand(double l2, Reduction reduction)
    {
        var spec = Plain with { Regularization = new() { L2 = l2, L2Reduction = reduction } };
        using var model = Create(spec);
        using var scope = NewDisposeScope();
        var weight = Weight(model).requires_grad_();
        var rows = weight.index_select(0, tensor(new long[] { 1, 3, 2 }));
        var data = nn.functional.cross_entropy(rows, tensor(new long[] { 3, 0, 1 }));
        var squares = weight * weight;
        var penalty = (float)l2 * (reduction == Reduction.Mean ? squares.mean() : squares.sum());
        var loss = data + penalty;
        loss.backward();
        var expected = weight - (0.5 * weight.grad!);

        var step = model.Step(Examples, 0.5, wantsLoss: true);

        Assert.Equal(loss.item<float>(), step.Loss, 1e-6);
        Assert.Equal(penalty.item<float>(), step.Penalty, 1e-6);
        Assert.True(expected.allclose(Weight(model), rtol: 1e-6, atol: 1e-7));
    }

    [Fact]
    public void Steps_on_a_batch_that_was_written_over_see_the_new_examples()
    {
        using var one = Create(Plain);
        using var other = Create(Plain);
        var next = new Batch([.. Examples.Inputs.Reverse()], [1, 2, 2], 3, 2);

        one.Step(Examples, 0.5, wantsLoss: false);
        one.Step(next, 0.5, wantsLoss: false);
        var buffer = new Batch([.. Examples.Inputs], [.. Examples.Targets], 3, 2);
        other.Step(buffer, 0.5, wantsLoss: false);
        next.Inputs.CopyTo(buffer.Inputs, 0);
        next.Targets.CopyTo(buffer.Targets, 0);
        other.Step(buffer with { }, 0.5, wantsLoss: false);

        Assert.Equal(one.State()[0].Bytes.ToArray(), other.State()[0].Bytes.ToArray());
    }

    [Fact]
    public void The_loss_of_a_split_is_the_mean_over_all_its_examples()
    {
        using var model = Create(Plain);
        // More than one chunk of a measurement, and no multiple of it.
        var tokens = Enumerable.Range(0, 20_001).Select(i => 1 + (i * i % 3)).ToArray();
        var split = new TokenSequences(tokens, [0, tokens.Length], boundary: 0);
        var all = new Windows(split, 2).All();
        var logProbabilities = new float[all.Size * 4];
        model.LogProbabilities([.. all.Inputs.Select(token => (int)token)], 2, logProbabilities);
        var expected = -Enumerable.Range(0, all.Size).Average(i => (double)logProbabilities[(i * 4) + all.Targets[i]]);

        Assert.Equal(expected, model.Loss(split, TestContext.Current.CancellationToken), 1e-6);
    }

    [Fact]
    public void A_saved_state_of_another_network_is_refused_by_the_name_of_the_tensor()
    {
        using var model = Create(Plain);
        var renamed = model.State()[0] with { Name = "other" };
        var reshaped = NamedTensor.Of("linear.weight", [16], new float[16]);

        Assert.Contains("'linear.weight'", Assert.Throws<MakemoreException>(() => model.Load([renamed])).Message,
            StringComparison.Ordinal);
        Assert.Contains("(4, 4)", Assert.Throws<MakemoreException>(() => model.Load([reshaped])).Message,
            StringComparison.Ordinal);
    }

    private static TorchModel Create(ExperimentSpec spec)
    {
        TorchLibrary.Load();
        return new(new LastTokenNetwork(new(context: 2, vocabulary: 4, new TorchGenerator(1))), spec, boundary: 0);
    }

    private static Tensor Weight(TorchModel model) =>
        tensor(model.State()[0].Values<float>().ToArray(), [4, 4]);

    /// <summary>A neural bigram: the logits are the row of a matrix that the last token names.</summary>
    private sealed class LastTokenNetwork(TorchParameters parameters) : TorchNetwork(parameters)
    {
        private readonly Tensor weight = parameters.Weight("linear.weight", Initializer.Normal(), 4, 4);

        public override bool IsWindowed => true;

        public override Tensor Forward(Tensor tokens) => weight.index_select(0, tokens.select(1, 1));
    }
}
