using CsCheck;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Tests.Torch.Operations;
using Makemore.Tests.Platforms;
using TorchSharp;
using Xunit;

namespace Makemore.Runtime.Tests.Numerics;

/// <summary>
/// Initializers against <c>torch.nn.init</c>, which draws from the one generator of the process: they run alone.
/// </summary>
[Collection(DefaultNumberType.Name)]
public sealed class InitializerTests
{
    private static readonly Gen<(long Rows, long Columns, long Seed)> Matrices =
        Gen.Select(Gen.Long[4, 40], Gen.Long[4, 40], Gen.Long[0, uint.MaxValue]);

    [Fact]
    public void Normal_equals_PyTorchs() =>
        AssertEqualsPyTorchs(Initializer.Normal(0.3, mean: 2), tensor => torch.nn.init.normal_(tensor, 2, 0.3));

    [Fact]
    public void Uniform_equals_PyTorchs() =>
        AssertEqualsPyTorchs(Initializer.Uniform(0.7), tensor => torch.nn.init.uniform_(tensor, -0.7, 0.7));

    [Fact]
    public void Kaiming_is_normal_over_the_root_of_the_rows() =>
        AssertEqualsPyTorchs(
            Initializer.Kaiming(5.0 / 3), tensor => torch.nn.init.normal_(tensor).mul_(5.0 / 3).div_(Math.Sqrt(tensor.shape[0])));

    [Fact]
    public void Xavier_equals_PyTorchs() =>
        AssertEqualsPyTorchs(Initializer.Xavier(1.5), tensor => torch.nn.init.xavier_uniform_(tensor, 1.5));

    [Fact]
    public void Orthogonal_equals_PyTorchs() =>
        // A nearly dependent row of a square matrix loses digits to cancellation.
        AssertEqualsPyTorchs(Initializer.Orthogonal(2), tensor => torch.nn.init.orthogonal_(tensor, 2), tolerance: 1e-3);

    [Fact]
    public void The_default_is_that_of_PyTorchs_linear_layer() =>
        AssertEqualsPyTorchs(
            Initializer.Default,
            // PyTorch stores the weight (out, in) and scales by its columns.
            tensor => torch.nn.init.uniform_(tensor, -1 / Math.Sqrt(tensor.shape[0]), 1 / Math.Sqrt(tensor.shape[0])));

    [Fact]
    [NeedsTorch]
    public void The_shorter_side_of_an_orthogonal_matrix_is_orthonormal_times_the_gain() =>
        Matrices.Sample(
            (rows, columns, seed) =>
            {
                using var scope = torch.NewDisposeScope();
                using var matrix = torch.tensor(Initializer.Orthogonal(3)
                    .Draw([rows, columns], new TorchGenerator(seed)), [rows, columns]);
                var product = rows < columns ? matrix.mm(matrix.t()) : matrix.t().mm(matrix);
                Assert.True(product.allclose(torch.eye(Math.Min(rows, columns)) * 9, atol: 1e-5));
            },
            iter: 50);

    [Fact]
    public void A_large_normal_tensor_has_the_scale_and_the_mean()
    {
        var values = Initializer.Normal(0.5, mean: 3).Draw([400, 250], new TorchGenerator(1));
        var mean = values.Average();
        Assert.Equal(3, mean, 0.01);
        Assert.Equal(0.5, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.01);
    }

    [Fact]
    public void Uniform_numbers_fill_their_bounds()
    {
        var values = Initializer.Uniform(0.25).Draw([400, 250], new TorchGenerator(1));
        Assert.Equal(-0.25, values.Min(), 1e-4);
        Assert.Equal(0.25, values.Max(), 1e-4);
        Assert.Equal(0, values.Average(), 0.001);
    }

    [Fact]
    public void Fixed_values_draw_nothing()
    {
        foreach (var (initializer, value) in ((Initializer, float)[])[(Initializer.Zeros, 0), (Initializer.Ones, 1),
            (Initializer.Constant(0.1), 0.1f)])
        {
            var generator = new TorchGenerator(9);
            Assert.All(initializer.Draw([5, 7], generator), drawn => Assert.Equal(value, drawn));
            Assert.Equal(new TorchGenerator(9).NextFloat(), generator.NextFloat());
        }
    }

    [Fact]
    public void Every_other_initializer_draws_as_many_numbers_as_the_tensor_has()
    {
        Initializer[] normal = [Initializer.Normal(), Initializer.Normal(0), Initializer.Kaiming(), Initializer.Orthogonal()];
        Initializer[] uniform = [Initializer.Uniform(1), Initializer.Default, Initializer.Xavier()];
        foreach (var (initializer, isNormal) in normal.Select(i => (i, true)).Concat(uniform.Select(i => (i, false))))
        {
            var (generator, other) = (new TorchGenerator(9), new TorchGenerator(9));
            initializer.Draw([6, 7], generator);
            if (isNormal)
            {
                other.FillNormal(new float[42]);
            }
            else
            {
                other.FillUniform(new float[42]);
            }

            Assert.Equal(other.NextFloat(), generator.NextFloat());
        }
    }

    [Fact]
    public void A_seed_of_its_own_leaves_the_runs_generator_where_it_is()
    {
        var generator = new TorchGenerator(9);
        var values = (Initializer.Normal() with { Seed = 3 }).Draw([5, 7], generator);
        Assert.Equal(new TorchGenerator(9).NextFloat(), generator.NextFloat());
        Assert.Equal(Initializer.Normal().Draw([5, 7], new TorchGenerator(3)), values);
    }

    [Fact]
    public void A_tensor_larger_than_an_array_names_its_shape()
    {
        var error = Assert.Throws<MakemoreException>(
            () => Initializer.Normal().Draw([3_000_000_000, 4_000_000_000], new TorchGenerator(1)));
        Assert.StartsWith("A trained tensor of shape (3000000000, 4000000000) is too large", error.Message, StringComparison.Ordinal);
    }

    private static void AssertEqualsPyTorchs(Initializer initializer, Func<torch.Tensor, torch.Tensor> fill,
        double tolerance = 1e-5)
    {
        NeedsTorchAttribute.Load();
        Matrices.Sample(
            (rows, columns, seed) =>
            {
                using var scope = torch.NewDisposeScope();
                torch.manual_seed(seed);
                var expected = fill(torch.empty(rows, columns));
                var actual = torch.tensor(initializer.Draw([rows, columns], new TorchGenerator(seed)), [rows, columns]);
                Assert.True(
                    expected.allclose(actual, rtol: tolerance, atol: tolerance),
                    $"({rows}, {columns}), seed {seed}: differs by up to {(expected - actual).abs().max().item<float>()}");
            },
            iter: 30, threads: 1);
    }
}
