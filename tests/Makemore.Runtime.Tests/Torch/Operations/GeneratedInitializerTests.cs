using Makemore.Runtime.Numerics;
using Makemore.Runtime.Tests.Torch.Operations.Specs;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Xunit;

namespace Makemore.Runtime.Tests.Torch.Operations;

/// <summary>The initial weights of generated networks: which initializer draws which parameter, and when.</summary>
[Collection(DefaultNumberType.Name)]
[NeedsTorch]
public sealed class GeneratedInitializerTests
{
    [Fact]
    public void Parameters_are_drawn_by_their_initializers_in_the_order_of_the_program()
    {
        using var network =
            new Initializers().CreateNetwork(new(), OperationCase.Context, OperationCase.Vocabulary, new TorchGenerator(4));
        AssertDrawn(
            network,
            [
                ("embed.weight", Initializer.Normal(0.5, 2), [5, 8]),
                ("position.weight", Initializer.Uniform(0.25), [4, 8]),
                ("linear.weight", Initializer.Kaiming(2), [8, 12]),
                ("linear.bias", Initializer.Zeros, [12]),
                ("linear2.weight", Initializer.Xavier(0.5), [12, 9]),
                ("linear2.bias", Initializer.Ones, [9]),
                ("linear3.weight", Initializer.Orthogonal(3), [9, 10]),
                ("linear3.bias", Initializer.Constant(0.75), [10]),
                ("linear4.weight", Initializer.Default, [10, 5]),
                ("linear4.bias", Initializer.Uniform(1 / Math.Sqrt(10)), [5]),
            ]);
    }

    [Fact]
    public void An_order_draws_later_and_a_seed_draws_apart()
    {
        using var network = new InitializersOrder().CreateNetwork(new(), OperationCase.Context, OperationCase.Vocabulary,
            new TorchGenerator(4));
        AssertDrawn(
            network,
            [
                ("linear.weight", Initializer.Normal() with { Seed = 7 }, [8, 12]),
                ("linear2.weight", Initializer.Normal(), [12, 5]),
                ("embed.weight", Initializer.Normal(), [5, 8]),
            ]);
    }

    private static void AssertDrawn(TorchNetwork network, (string Name, Initializer Initializer, long[] Shape)[] expected)
    {
        var generator = new TorchGenerator(4);
        Assert.Equal(expected.Select(entry => entry.Name), network.Parameters.Select(parameter => parameter.Name));
        Assert.All(expected.Zip(network.Parameters), pair =>
        {
            Assert.Equal(pair.First.Shape, pair.Second.Tensor.shape);
            Assert.Equal(pair.First.Initializer.Draw(pair.First.Shape, generator), pair.Second.Tensor.data<float>().ToArray());
        });
    }
}
