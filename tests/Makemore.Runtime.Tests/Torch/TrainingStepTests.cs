using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Makemore.Torch.Native;
using Xunit;
using static TorchSharp.torch;
using Sequences = Makemore.Runtime.Batches.Sequences;

namespace Makemore.Runtime.Tests.Torch;

[NeedsTorch]
public class TrainingStepTests
{
    private const int Vocabulary = 4;

    private static readonly ExperimentSpec Plain =
        new() { Name = "step", Context = 5, Training = new() { LearningRate = Schedule.Constant(0.5) } };

    // "aab" and "c": the boundary 0 stands around each, behind the ends the targets are ignored.
    private static readonly TokenSequences Lines = new([1, 1, 2, 3], [0, 3, 4], boundary: 0);

    private static readonly TokenSequences Text = new([1, 2, 3, 3, 2, 1, 0, 1, 2, 0, 3, 2], [0, 12], boundary: null);

    [Fact]
    public void A_sequence_model_trains_on_whole_lines_and_ignores_the_padding()
    {
        using var sequence = Create(Plain, isWindowed: false);
        using var windowed = Create(Plain with { Context = 1 }, isWindowed: true);

        var whole = sequence.Step(new Sequences(Lines, 5).All(), 0.5, wantsLoss: true).Loss;
        var single = windowed.Step(new Windows(Lines, 1).All(), 0.5, wantsLoss: true).Loss;

        // What sees one token alone has the same loss and gradient on all tokens of all lines.
        Assert.Equal(single, whole, 1e-6);
        AssertSameWeights(windowed, sequence, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_context_changes_no_statistic_of_lines(int parts)
    {
        var spec = Plain with { Training = Plain.Training with { Accumulate = parts } };
        using var narrow = Normalized(spec);
        using var wide = Normalized(spec with { Context = 50 });
        var batch = new Sequences(Lines, 5).All();
        // The same lines, filled up to the context as other sources of batches may do.
        var filled = new Batch(new long[100], Enumerable.Repeat(-1L, 100).ToArray(), 2, 50);
        for (var row = 0; row < 2; row++)
        {
            batch.Inputs.AsSpan(row * batch.Length, batch.Length).CopyTo(filled.Inputs.AsSpan(row * 50));
            batch.Targets.AsSpan(row * batch.Length, batch.Length).CopyTo(filled.Targets.AsSpan(row * 50));
        }

        narrow.Step(batch, 0.5, wantsLoss: false);
        wide.Step(filled, 0.5, wantsLoss: false);

        AssertSameWeights(narrow, wide, 1e-6);
        Assert.Equal(
            narrow.Loss(Lines, TestContext.Current.CancellationToken),
            wide.Loss(Lines, TestContext.Current.CancellationToken), 1e-6);
    }

    [Fact]
    public void A_measurement_computes_few_tokens_at_a_time_where_the_vocabulary_is_large()
    {
        TorchLibrary.Load();
        var network = new WideNetwork(new(1, vocabulary: 1 << 20, new TorchGenerator(1)));
        using var model = new TorchModel(network, Plain with { Context = 1 }, boundary: null);
        var split = new TokenSequences(Enumerable.Range(0, 31).ToArray(), [0, 31], boundary: null);

        model.Loss(split, TestContext.Current.CancellationToken);
        model.LogProbabilities([.. Enumerable.Range(0, 20)], 1, new float[20 << 20]);

        Assert.Equal([8, 8, 8, 6, 8, 8, 4], network.Sizes);
    }

    [Fact]
    public void A_sequence_model_is_measured_on_each_token_of_each_line_once()
    {
        using var sequence = Create(Plain, isWindowed: false);
        using var windowed = Create(Plain with { Context = 1 }, isWindowed: true);

        Assert.Equal(
            windowed.Loss(Lines, TestContext.Current.CancellationToken),
                sequence.Loss(Lines, TestContext.Current.CancellationToken), 1e-6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(40)]
    public void A_running_text_is_measured_in_pieces_that_hold_every_token_but_the_first_once(int context)
    {
        using var sequence = Create(Plain with { Context = context }, isWindowed: false);
        using var windowed = Create(Plain with { Context = 1 }, isWindowed: true);

        Assert.Equal(
            windowed.Loss(Text, TestContext.Current.CancellationToken),
                sequence.Loss(Text, TestContext.Current.CancellationToken), 1e-6);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    [InlineData(false, 9)]
    public void The_parts_of_an_accumulated_step_add_up_to_the_whole_one(bool isWindowed, int parts)
    {
        var spec = Plain with { Regularization = new() { L2 = 0.3, L1 = 0.1 } };
        using var whole = Create(spec, isWindowed);
        using var accumulated = Create(spec with { Training = spec.Training with { Accumulate = parts } }, isWindowed);
        var batch = isWindowed ? new Windows(Lines, 5).All() : new Sequences(Lines, 5).All();

        var expected = whole.Step(batch, 0.5, wantsLoss: true);
        var actual = accumulated.Step(batch, 0.5, wantsLoss: true);

        Assert.Equal(expected.Loss, actual.Loss, 1e-6);
        Assert.Equal(expected.Penalty, actual.Penalty, 1e-6);
        AssertSameWeights(whole, accumulated, 1e-6);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e6)]
    public void Gradients_are_shortened_to_the_greatest_norm_all_together(double most)
    {
        using var plain = Create(Plain, isWindowed: true);
        using var clipped = Create(Plain with { Training = Plain.Training with { Clip = most } }, isWindowed: true);
        var start = Flat(plain);
        var batch = new Windows(Lines, 5).All();

        plain.Step(batch, 1, wantsLoss: false);
        clipped.Step(batch, 1, wantsLoss: false);

        var gradient = start.Zip(Flat(plain), (before, after) => (double)before - after).ToArray();
        var shortened = start.Zip(Flat(clipped), (before, after) => (double)before - after).ToArray();
        var factor = Math.Min(1, most / (Norm(gradient) + 1e-6));
        Assert.All(gradient.Zip(shortened), pair => Assert.Equal(pair.First * factor, pair.Second, 1e-6));
    }

    [Fact]
    public void Penalties_are_those_written_by_hand()
    {
        var spec = Plain with { Regularization = new() { L1 = 0.3, L1Reduction = Reduction.Sum, L2 = 0.2 } };
        using var model = Create(spec, isWindowed: true);
        var weight = model.State()[0].Values<float>().ToArray();

        var step = model.Step(new Windows(Lines, 5).All(), 0.5, wantsLoss: true);

        Assert.Equal((0.3 * weight.Sum(Math.Abs)) + (0.2 * weight.Average(w => w * w)), step.Penalty, 1e-5);
    }

    [Fact]
    public void A_smoothed_label_is_the_library_s()
    {
        var spec = Plain with { Smoothing = new() { Type = SmoothingType.Label, Amount = 0.2 } };
        using var model = Create(spec, isWindowed: true);
        var batch = new Windows(Lines, 5).All();
        var state = model.State();
        using var scope = NewDisposeScope();
        var last = tensor(batch.Inputs, [batch.Size, 5]).select(1, 4);
        var logits = tensor(state[0].Values<float>().ToArray(), [4, 4]).index_select(0, last)
            + tensor(state[1].Values<float>().ToArray());
        var chosen = nn.functional.log_softmax(logits, -1);
        var expected = -((0.8 * chosen.gather(1, tensor(batch.Targets).unsqueeze(1)).mean()) + (0.2 * chosen.mean()));

        Assert.Equal(expected.item<float>(), model.Step(batch, 0.5, wantsLoss: true).Loss, 1e-6);
    }

    [Fact]
    public void Label_smoothing_of_a_model_that_learns_by_heart_is_add_k_with_a_constant_share()
    {
        const double Amount = 0.2;
        var spec = Plain with { Context = 1, Smoothing = new() { Type = SmoothingType.Label, Amount = Amount } };
        // Behind token 1 come 1 and 2 once each, so that N = 2.
        var split = new TokenSequences([1, 1, 2], [0, 3], boundary: null);
        using var model = Create(spec, isWindowed: true);
        var batch = new Windows(split, 1).All();
        for (var step = 0; step < 400; step++)
        {
            model.Step(batch, 2, wantsLoss: false);
        }

        var logProbabilities = new float[Vocabulary];
        model.LogProbabilities([1], 1, logProbabilities);
        var k = 2.0 / Vocabulary * Amount / (1 - Amount);
        double AddK(int count) => (count + k) / (2 + (k * Vocabulary));
        Assert.Equal(
            [AddK(0), AddK(1), AddK(1), AddK(0)],
            logProbabilities.Select(value => Math.Exp(value)), (left, right) => Math.Abs(left - right) < 1e-4);
    }

    private static TorchModel Create(ExperimentSpec spec, bool isWindowed)
    {
        TorchLibrary.Load();
        return new(new LinearNetwork(new(spec.Context, Vocabulary, new TorchGenerator(1)), isWindowed), spec, boundary: 0);
    }

    private static TorchModel Normalized(ExperimentSpec spec)
    {
        TorchLibrary.Load();
        return new(new NormalizedNetwork(new(spec.Context, Vocabulary, new TorchGenerator(1))), spec, boundary: 0);
    }

    private static float[] Flat(TorchModel model) => [.. model.State().SelectMany(tensor => tensor.Values<float>().ToArray())];

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    private static void AssertSameWeights(ITrainableModel expected, ITrainableModel actual, double tolerance) =>
        Assert.All(
            expected.State().Zip(actual.State())
                .SelectMany(pair => pair.First.Values<float>().ToArray().Zip(pair.Second.Values<float>().ToArray())),
            pair => Assert.Equal(pair.First, pair.Second, tolerance));

    /// <summary>A sequence model with batch normalization.</summary>
    private sealed class NormalizedNetwork(TorchParameters parameters) : TorchNetwork(parameters)
    {
        private readonly Tensor weight = parameters.Weight("weight", Initializer.Normal(1), parameters.Vocabulary, parameters.Vocabulary);
        private readonly Tensor gain = parameters.Bias("gain", Initializer.Ones, parameters.Vocabulary);
        private readonly Tensor shift = parameters.Bias("shift", Initializer.Zeros, parameters.Vocabulary);
        private readonly Tensor mean = parameters.Statistic("mean", 0, parameters.Vocabulary);
        private readonly Tensor variance = parameters.Statistic("variance", 1, parameters.Vocabulary);

        public override bool IsWindowed => false;

        public override Tensor Forward(Tensor tokens) => BatchNorm(
            TorchLayers.Embed(tokens, weight), gain, shift, mean, variance,
            epsilon: 1e-5, momentum: 0.1, keepsDeviation: false, isUnbiased: false);
    }

    /// <summary>Gives every token the same logit, and remembers how many contexts it was shown.</summary>
    private sealed class WideNetwork(TorchParameters parameters) : TorchNetwork(parameters)
    {
        public List<long> Sizes { get; } = [];

        public override bool IsWindowed => true;

        public override Tensor Forward(Tensor tokens)
        {
            Sizes.Add(tokens.shape[0]);
            return zeros(tokens.shape[0], Vocabulary);
        }
    }
}
