using Makemore.Runtime.Numerics;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Xunit;
using static TorchSharp.torch;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>The generated code of each operation against the same computation written by hand.</summary>
[Collection(DefaultNumberType.Name)]
[NeedsTorch]
public sealed class OperationTests
{
    private const int BatchSize = 3;

    public static TheoryData<string, bool> Cases =>
        [.. OperationCases.All.SelectMany(entry => new[] { (entry.Name, true), (entry.Name, false) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Output_and_every_gradient_equal_the_same_computation_written_by_hand(string name, bool isTraining)
    {
        using var scope = NewDisposeScope();
        var entry = Find(name);
        var generator = new TorchGenerator(5);
        using var network = Create(entry, generator, isTraining);
        var reference = ReferenceOf(network, generator, isTraining);

        var expected = entry.Logits(reference);
        var actual = network.Forward(reference.Tokens);
        var factors = Random(generator, expected.shape);
        (expected * factors).sum().backward();
        (actual * factors).sum().backward();

        AssertClose(expected, actual, "the output");
        Assert.All(network.Parameters, (parameter, i) =>
            AssertClose(GradientOf(reference.Parameters[i]), GradientOf(parameter.Tensor), parameter.Name));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_gradient_equals_central_differences(string name, bool isTraining)
    {
        using var doubles = DefaultNumberType.Use(ScalarType.Float64);
        using var scope = NewDisposeScope();
        var generator = new TorchGenerator(6);
        using var network = Create(Find(name), generator, isTraining);
        var tokens = Tokens(generator);
        var start = generator.Save();
        Tensor Logits()
        {
            // The same masks each time.
            generator.Load(start);
            return network.Forward(tokens);
        }

        var output = Logits();
        var factors = Random(generator, output.shape);
        (output * factors).sum().backward();

        foreach (var parameter in network.Parameters)
        {
            var gradient = GradientOf(parameter.Tensor).data<double>().ToArray();
            using var withoutGradients = no_grad();
            var values = parameter.Tensor.view(-1);
            for (var i = 0; i < gradient.Length; i++)
            {
                var difference = Change(values, i, () => (Logits() * factors).sum().item<double>());
                Assert.True(
                    Math.Abs(difference - gradient[i]) <= 1e-6 * (1 + Math.Abs(difference)),
                    $"{parameter.Name}[{i}]: {gradient[i]}, by central differences {difference}");
            }
        }
    }

    [Fact]
    public void Every_spec_of_the_folder_has_a_case() =>
        Assert.Equal(
            Experiments.All.Where(experiment => experiment.Name.StartsWith("Torch/Operations/Specs/", StringComparison.Ordinal))
                .Select(experiment => experiment.Name.Split('/')[^1])
                .Where(name => !name.StartsWith("initializers", StringComparison.Ordinal)),
            OperationCases.All.Select(entry => entry.Name).Order(StringComparer.Ordinal));

    private static OperationCase Find(string name) => OperationCases.All.Single(entry => entry.Name == name);

    // Initial zeros and ones would hide mistakes, so all tensors are drawn anew.
    private static TorchNetwork Create(OperationCase entry, TorchGenerator generator, bool isTraining)
    {
        var network = entry.Create(OperationCase.Context, OperationCase.Vocabulary, generator);
        network.IsTraining = isTraining;
        using var withoutGradients = no_grad();
        foreach (var parameter in network.Parameters)
        {
            parameter.Tensor.copy_(Random(generator, parameter.Tensor.shape));
        }

        foreach (var (_, buffer) in network.Buffers)
        {
            buffer.copy_(Random(generator, buffer.shape).abs().add(0.5));
        }

        return network;
    }

    private static Reference ReferenceOf(TorchNetwork network, TorchGenerator generator, bool isTraining)
    {
        var tokens = Tokens(generator);
        var parameters = network.Parameters.Select(parameter =>
            (parameter.Name, Tensor: Copy(parameter.Tensor).requires_grad_())).ToList();
        var buffers = network.Buffers.Select(buffer => (buffer.Name, Tensor: Copy(buffer.Tensor)));
        return new(
            tokens, parameters.Concat(buffers).ToDictionary(entry => entry.Name, entry => entry.Tensor, StringComparer.Ordinal),
            [.. parameters.Select(entry => entry.Tensor)], isTraining, generator.Clone());
    }

    private static Tensor Copy(Tensor tensor) => tensor.detach().clone();

    private static Tensor Tokens(TorchGenerator generator)
    {
        var tokens = new long[BatchSize * OperationCase.Context];
        generator.FillIntegers(tokens, OperationCase.Vocabulary);
        return tensor(tokens, [BatchSize, OperationCase.Context]);
    }

    private static Tensor Random(TorchGenerator generator, long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        generator.FillNormal(values);
        return tensor(values, shape, dtype: get_default_dtype()).mul(0.7);
    }

    private static double Change(Tensor values, int index, Func<double> measure)
    {
        const double step = 1e-5;
        using var scope = NewDisposeScope();
        var value = values[index].item<double>();
        values[index] = value + step;
        var above = measure();
        values[index] = value - step;
        var below = measure();
        values[index] = value;
        return (above - below) / (2 * step);
    }

    private static Tensor GradientOf(Tensor tensor) =>
        tensor.grad ?? throw new InvalidOperationException("A parameter has no gradient.");

    private static void AssertClose(Tensor expected, Tensor actual, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(
            expected.allclose(actual, rtol: 1e-4, atol: 1e-5),
            $"{what} differs by up to {(expected - actual).abs().max().item<float>()}");
    }
}
