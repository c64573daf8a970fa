using Makemore.Runtime.Batches;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Makemore.Torch.Native;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch;

[NeedsTorch]
public class OptimizerTests
{
    private const int Vocabulary = 5;
    private const int Steps = 60;
    private const double Rate = 0.05;

    public static TheoryData<OptimizerType, double> All =>
        new(Enum.GetValues<OptimizerType>().SelectMany(type => new[] { (type, 0.0), (type, 0.1) }).ToArray());

    [Theory]
    [MemberData(nameof(All))]
    public void Many_steps_are_those_of_the_library_or_of_the_paper(OptimizerType type, double decay)
    {
        var spec = Spec(type, decay);
        using var model = Create(spec);
        var expected = Reference(spec, Parameters(model));

        foreach (var batch in Batches(Steps))
        {
            model.Step(batch, Rate, wantsLoss: false);
        }

        Assert.All(expected.Zip(Parameters(model)), pair => AssertClose(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(OptimizerType.Sgd, 0)]
    [InlineData(OptimizerType.Momentum, 2)]
    [InlineData(OptimizerType.Nesterov, 2)]
    [InlineData(OptimizerType.Adam, 5)]
    [InlineData(OptimizerType.Adamw, 5)]
    [InlineData(OptimizerType.Lion, 2)]
    public void A_state_that_was_put_back_goes_on_with_the_same_bits(OptimizerType type, int tensors)
    {
        var spec = Spec(type, decay: 0.1);
        using var whole = Create(spec);
        using var stopped = Create(spec);
        using var resumed = Create(spec with { Training = spec.Training with { Seed = 7 } });
        var batches = Batches(20).ToArray();

        Run(whole, batches);
        Run(stopped, batches[..9]);
        resumed.Load(stopped.State());
        resumed.LoadOptimizer(stopped.OptimizerState());
        Run(resumed, batches[9..]);

        Assert.Equal(tensors, stopped.OptimizerState().Count);
        Assert.Equal(Bytes(whole.State()), Bytes(resumed.State()));
        Assert.Equal(Bytes(whole.OptimizerState()), Bytes(resumed.OptimizerState()));
    }

    [Theory]
    [InlineData(OptimizerType.Sgd)]
    [InlineData(OptimizerType.Adamw)]
    public void Weight_decay_of_weights_alone_leaves_the_biases_alone(OptimizerType type)
    {
        var spec = Spec(type, decay: 0.5);
        spec = spec with { Regularization = spec.Regularization with { WeightDecayScope = DecayScope.Weights } };
        using var decayed = Create(spec);
        using var plain = Create(Spec(type, decay: 0));
        var batch = Batches(1).Single();

        decayed.Step(batch, Rate, wantsLoss: false);
        plain.Step(batch, Rate, wantsLoss: false);

        Assert.Equal(Parameters(plain)[1], Parameters(decayed)[1]);
        Assert.NotEqual(Parameters(plain)[0], Parameters(decayed)[0]);
    }

    private static ExperimentSpec Spec(OptimizerType type, double decay) => new()
    {
        Name = "optimizer",
        Context = 1,
        Training = new() { Optimizer = new() { Type = type, Momentum = 0.8, Beta1 = 0.85, Beta2 = 0.97, Epsilon = 1e-6 } },
        Regularization = new() { WeightDecay = decay },
    };

    private static TorchModel Create(ExperimentSpec spec)
    {
        TorchLibrary.Load();
        return new(new LinearNetwork(new(1, Vocabulary, new TorchGenerator(spec.Training.Seed)), isWindowed: true), spec, boundary: 0);
    }

    private static IEnumerable<Batch> Batches(int count)
    {
        var generator = new TorchGenerator(3);
        for (var i = 0; i < count; i++)
        {
            var tokens = new long[16];
            generator.FillIntegers(tokens, Vocabulary);
            yield return new(tokens[..8], tokens[8..], Size: 8, Length: 1);
        }
    }

    private static void Run(TorchModel model, IEnumerable<Batch> batches)
    {
        foreach (var batch in batches)
        {
            model.Step(batch, Rate, wantsLoss: true);
        }
    }

    private static float[][] Parameters(TorchModel model) =>
        [.. model.State().Select(tensor => tensor.Values<float>().ToArray())];

    private static byte[][] Bytes(IReadOnlyList<NamedTensor> state) => [.. state.Select(tensor => tensor.Bytes.ToArray())];

    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));

    // The same steps with TorchSharp's optimizers, and for Lion with the formulas of the paper in double precision.
    private static float[][] Reference(ExperimentSpec spec, float[][] start)
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(tensor(start[0], [Vocabulary, Vocabulary]));
        var bias = new Parameter(tensor(start[1]));
        var step = StepOf(spec, [weight, bias]);
        foreach (var batch in Batches(Steps))
        {
            var logits = weight.index_select(0, tensor(batch.Inputs)) + bias;
            nn.functional.cross_entropy(logits, tensor(batch.Targets)).backward();
            step();
            weight.grad!.zero_();
            bias.grad!.zero_();
        }

        return [weight.data<float>().ToArray(), bias.data<float>().ToArray()];
    }

    private static Action StepOf(ExperimentSpec spec, Parameter[] parameters)
    {
        var (decay, (type, momentum, beta1, beta2, epsilon)) =
            (spec.Regularization.WeightDecay, Numbers(spec.Training.Optimizer));
        if (type == OptimizerType.Lion)
        {
            var means = parameters.Select(parameter => new double[parameter.NumberOfElements]).ToArray();
            return () => LionStep(parameters, means, decay, beta1, beta2);
        }

        optim.Optimizer optimizer = type switch
        {
            OptimizerType.Sgd => optim.SGD(parameters, Rate, weight_decay: decay),
            OptimizerType.Momentum => optim.SGD(parameters, Rate, momentum, weight_decay: decay),
            OptimizerType.Nesterov => optim.SGD(parameters, Rate, momentum, weight_decay: decay, nesterov: true),
            OptimizerType.Adam => optim.Adam(parameters, Rate, beta1, beta2, epsilon, weight_decay: decay),
            _ => optim.AdamW(parameters, Rate, beta1, beta2, epsilon, weight_decay: decay),
        };
        return () => optimizer.step();
    }

    private static void LionStep(Parameter[] parameters, double[][] means, double decay, double beta1, double beta2)
    {
        using var _ = no_grad();
        foreach (var (parameter, mean) in parameters.Zip(means))
        {
            var values = parameter.data<float>().ToArray();
            var gradient = parameter.grad!.data<float>().ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                var sign = Math.Sign((beta1 * mean[i]) + ((1 - beta1) * gradient[i]));
                values[i] -= (float)(Rate * (sign + (decay * values[i])));
                mean[i] = (beta2 * mean[i]) + ((1 - beta2) * gradient[i]);
            }

            parameter.copy_(tensor(values, parameter.shape));
        }
    }

    private static (OptimizerType Type, double Momentum, double Beta1, double Beta2,
        double Epsilon) Numbers(OptimizerSpec spec) =>
        (spec.Type, spec.Momentum, spec.Beta1, spec.Beta2, spec.Epsilon);
}
