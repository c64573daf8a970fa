using System.Collections.Immutable;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Simd;
using Makemore.Runtime.Simd.Optimizers;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Makemore.Torch.Native;
using Makemore.Torch.Optimizers;
using Xunit;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Simd;

public sealed class SimdOptimizerTests
{
    private const double Rate = 0.05;
    private const int Steps = 10;

    private static readonly ImmutableArray<(string Name, ImmutableArray<long> Shape, bool IsWeight)> Tensors =
        [("embed.weight", [7, 5], true), ("linear.bias", [27], false), ("linear.weight", [16, 9], true), ("scale", [1], false)];

    public static TheoryData<OptimizerType, double, DecayScope, double> All =>
        new(from type in Enum.GetValues<OptimizerType>()
            from decay in new[] { (0, DecayScope.All), (0.1, DecayScope.All), (0.1, DecayScope.Weights) }
            from clip in new[] { 0, 0.5 }
            select (type, decay.Item1, decay.Item2, clip));

    [Theory]
    [NeedsTorch]
    [MemberData(nameof(All))]
    public void Ten_steps_are_those_of_the_torch_backend(OptimizerType type, double decay, DecayScope scope, double clip)
    {
        var spec = Spec(type, decay, scope, clip);
        using Network network = new(spec);
        using TorchNetwork torch = new(spec, network);

        for (var step = 0; step < Steps; step++)
        {
            network.Step();
            torch.Step(network.Gradients);
        }

        AssertClose(torch.Values, network.Values);
        AssertClose(TorchState.Save(torch.Optimizer.State), network.Optimizer.State());
    }

    [Theory]
    [NeedsTorch]
    [InlineData(OptimizerType.Sgd)]
    [InlineData(OptimizerType.Nesterov)]
    [InlineData(OptimizerType.Adamw)]
    [InlineData(OptimizerType.Lion)]
    public void A_state_goes_from_one_backend_to_the_other_and_back(OptimizerType type)
    {
        var spec = Spec(type, 0.1, DecayScope.All, clip: 0);
        using Network network = new(spec);
        using TorchNetwork torch = new(spec, network);
        network.Step();

        TorchState.Load(torch.Optimizer.State, network.Optimizer.State(), "optimizer");
        var state = TorchState.Save(torch.Optimizer.State);
        using Network resumed = new(spec);
        resumed.Optimizer.Load(state);

        Assert.Equal(network.Optimizer.State().Select(Text), state.Select(Text));
        Assert.Equal(network.Optimizer.State().Select(Text), resumed.Optimizer.State().Select(Text));
    }

    [Theory]
    [InlineData(OptimizerType.Sgd)]
    [InlineData(OptimizerType.Momentum)]
    [InlineData(OptimizerType.Adam)]
    [InlineData(OptimizerType.Lion)]
    public void A_step_leaves_gradients_and_what_stands_behind_the_parameters_alone(OptimizerType type)
    {
        using Network network = new(Spec(type, 0.1, DecayScope.All, clip: 0.5));
        var (gradients, behind) = (network.Gradients, network.Behind);

        network.Step(gradients);

        Assert.Equal(gradients, network.Gradients);
        Assert.Equal(behind, network.Behind);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using Network network = new(Spec(OptimizerType.Adam, 0.1, DecayScope.Weights, clip: 0.5));
        network.Repeat(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        network.Repeat(100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_state_of_another_network_is_refused()
    {
        using Network network = new(Spec(OptimizerType.Lion, 0, DecayScope.All, clip: 0));
        var state = network.Optimizer.State();
        Assert.Throws<MakemoreException>(() => network.Optimizer.Load([.. state.Skip(1)]));
        Assert.Throws<MakemoreException>(() => network.Optimizer.Load([.. state.Select(tensor => tensor with { Shape = [1] })]));
    }

    private static ExperimentSpec Spec(OptimizerType type, double decay, DecayScope scope, double clip) => new()
    {
        Name = "optimizer",
        Context = 1,
        Training = new()
        {
            Clip = clip,
            Optimizer = new() { Type = type, Momentum = 0.8, Beta1 = 0.85, Beta2 = 0.97, Epsilon = 1e-6 },
        },
        Regularization = new() { WeightDecay = decay, WeightDecayScope = scope },
    };

    private static string Text(NamedTensor tensor) =>
        $"{tensor.Name} {tensor.Type} {string.Join(',', tensor.Shape)} {Convert.ToHexString(tensor.Bytes.Span)}";

    private static void AssertClose(IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> actual)
    {
        Assert.Equal(
            expected.Select(tensor => (tensor.Name, tensor.Type, Shape: string.Join(',', tensor.Shape))),
            actual.Select(tensor => (tensor.Name, tensor.Type, Shape: string.Join(',', tensor.Shape))));
        foreach (var (theirs, ours) in expected.Zip(actual))
        {
            if (theirs.Type == TensorType.Int64)
            {
                Assert.Equal(theirs.Bytes.ToArray(), ours.Bytes.ToArray());
            }
            else
            {
                AssertClose(theirs.Values<float>().ToArray(), ours.Values<float>().ToArray());
            }
        }
    }

    private static void AssertClose(float[] expected, float[] actual) => Assert.All(
        expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));

    // Random parameters and gradients in one memory, both behind one another.
    private sealed class Network : IDisposable
    {
        private const int Margin = 16;

        private readonly SimdMemory memory = new();
        private readonly ImmutableArray<SimdParameter> parameters;
        private readonly TorchGenerator generator = new(5);
        private readonly nint size;

        public Network(ExperimentSpec spec)
        {
            nint place = 0;
            parameters = [.. Tensors.Select(tensor =>
            {
                var count = (int)tensor.Shape.Aggregate(1L, (product, length) => product * length);
                return new SimdParameter(tensor.Name, tensor.Shape, tensor.IsWeight, SimdMemory.Place(ref place, count), count);
            })];
            size = place;
            memory.Reserve((2 * size) + Margin);
            Draw(memory.At(0));
            Draw(memory.At(size + Margin));
            Optimizer = SimdOptimizer.Create(spec, parameters);
        }

        public SimdOptimizer Optimizer { get; }

        public float[] Values => All(memory.At(0));

        public float[] Gradients => All(memory.At(size + Margin));

        public float[] Behind => memory.At(size).Span(Margin).ToArray();

        public float[][] Each() => [.. parameters.Select(parameter => memory.At(parameter.Place).Span(parameter.Count).ToArray())];

        public void Step()
        {
            Draw(memory.At(size + Margin));
            Repeat(1);
        }

        public void Step(float[] gradients)
        {
            Assert.Equal(gradients, Gradients);
            Repeat(1);
        }

        public void Repeat(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                Optimizer.Step(memory.At(0), memory.At(size + Margin), Rate);
            }
        }

        public void Dispose()
        {
            Optimizer.Dispose();
            memory.Dispose();
        }

        private void Draw(Floats values)
        {
            // What fills a tensor up means nothing, and is never counted.
            values.Span((int)size).Fill(float.NaN);
            foreach (var parameter in parameters)
            {
                generator.FillNormal(values.From(parameter.Place).Span(parameter.Count));
            }
        }

        private float[] All(Floats values) =>
            [.. parameters.SelectMany(parameter => values.From(parameter.Place).Span(parameter.Count).ToArray())];
    }

    // The same parameters as tensors of libtorch.
    private sealed class TorchNetwork : IDisposable
    {
        private readonly ImmutableArray<TorchParameter> parameters;
        private readonly double clip;

        public TorchNetwork(ExperimentSpec spec, Network network)
        {
            TorchLibrary.Load();
            clip = spec.Training.Clip;
            parameters = [.. Tensors.Zip(network.Each(), (parameter, values) => new TorchParameter(
                parameter.Name, tensor(values, parameter.Shape.AsSpan(), requires_grad: true), parameter.IsWeight))];
            Optimizer = Optimizer.Create(spec, parameters);
        }

        public Optimizer Optimizer { get; }

        public float[] Values => [.. parameters.SelectMany(parameter => parameter.Tensor.data<float>().ToArray())];

        public void Step(float[] gradients)
        {
            using var scope = NewDisposeScope();
            using var withoutGradients = no_grad();
            var start = 0;
            foreach (var parameter in parameters)
            {
                var count = (int)parameter.Tensor.NumberOfElements;
                parameter.Tensor.grad = tensor(gradients[start..(start + count)], parameter.Tensor.shape);
                start += count;
            }

            GradientClip.Apply(parameters, clip);
            Optimizer.Step(Rate);
        }

        public void Dispose()
        {
            Optimizer.Dispose();
            foreach (var parameter in parameters)
            {
                parameter.Tensor.Dispose();
            }
        }
    }
}
