using System.Globalization;
using CsCheck;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Tensors;
using Makemore.Tests.Platforms;
using TorchSharp;
using Xunit;

namespace Makemore.Runtime.Tests.Numerics;

public sealed class TorchGeneratorTests
{
    private static readonly Gen<long> Seeds = Gen.OneOf(Gen.Long[0, 100], Gen.Long[0, uint.MaxValue], Gen.Long);

    [Fact]
    public void The_lectures_seed_gives_the_published_uniform_numbers()
    {
        var values = new float[3];
        new TorchGenerator(2147483647).FillUniform(values);
        Assert.Equal(["0.7081", "0.3542", "0.1054"], values.Select(value => value.ToString("F4", CultureInfo.InvariantCulture)));
    }

    [Fact]
    [NeedsTorch]
    public void Uniform_numbers_equal_libtorchs() =>
        Gen.Select(Seeds, Gen.Int[1, 2000]).Sample(
            (seed, count) =>
            {
                using var theirs = LibtorchGenerator(seed);
                using var expected = torch.rand(count, generator: theirs);
                var actual = new float[count];
                new TorchGenerator(seed).FillUniform(actual);
                Assert.Equal(expected.data<float>().ToArray(), actual);
            },
            iter: 50);

    [Fact]
    [NeedsTorch]
    public void Uniform_numbers_of_double_precision_equal_libtorchs() =>
        Gen.Select(Seeds, Gen.Int[1, 1000]).Sample(
            (seed, count) =>
            {
                using var theirs = LibtorchGenerator(seed);
                using var expected = torch.rand(count, dtype: torch.ScalarType.Float64, generator: theirs);
                var ours = new TorchGenerator(seed);
                Assert.Equal(expected.data<double>().ToArray(), Enumerable.Range(0, count).Select(_ => ours.NextDouble()));
            },
            iter: 50);

    [Theory]
    [NeedsTorch]
    [InlineData(1)]
    [InlineData(27)]
    [InlineData(182625)]
    [InlineData((1L << 28) - 1)]
    [InlineData(1L << 28)]
    [InlineData((1L << 32) - 1)]
    [InlineData(1L << 32)]
    [InlineData((1L << 53) + 1)]
    [InlineData(long.MaxValue)]
    public void Integers_equal_libtorchs_on_both_sides_of_its_wide_path(long bound) =>
        AssertIntegersEqual(2147483647, 700, bound);

    [Fact]
    [NeedsTorch]
    public void Integers_of_any_bound_equal_libtorchs() =>
        Gen.Select(Seeds, Gen.Int[1, 700], Gen.OneOf(Gen.Long[1, 1000], Gen.Long[1, 1L << 33], Gen.Long[1, long.MaxValue]))
            .Sample(AssertIntegersEqual, iter: 50);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_bound_that_is_not_positive_is_refused(long bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TorchGenerator(1).NextInteger(bound));

    [Fact]
    [NeedsTorch]
    public void Normal_numbers_of_every_size_equal_libtorchs_also_when_draws_of_all_kinds_take_turns()
    {
        using var theirs = LibtorchGenerator(42);
        var ours = new TorchGenerator(42);
        for (var size = 1; size <= 50; size++)
        {
            AssertNormalsEqual(theirs, ours, size);
            AssertNormalsEqual(theirs, ours, 51 - size);
            using var uniform = torch.rand(3, generator: theirs);
            Assert.Equal(uniform.data<float>()[0], ours.NextFloat());
            ours.FillUniform(new float[2]);
            using var integer = torch.randint(1000, 1, generator: theirs);
            Assert.Equal(integer.data<long>()[0], ours.NextInteger(1000));
        }
    }

    [Fact]
    [NeedsTorch]
    public void Normal_numbers_of_any_seed_and_size_equal_libtorchs() =>
        Gen.Select(Seeds, Gen.Int[1, 3000].Array[1, 4]).Sample(
            (seed, sizes) =>
            {
                using var theirs = LibtorchGenerator(seed);
                var ours = new TorchGenerator(seed);
                foreach (var size in sizes)
                {
                    AssertNormalsEqual(theirs, ours, size);
                }
            },
            iter: 50);

    [Fact]
    [NeedsTorch]
    public void A_million_normal_numbers_equal_libtorchs()
    {
        using var theirs = LibtorchGenerator(2147483647);
        AssertNormalsEqual(theirs, new TorchGenerator(2147483647), 1_000_003);
    }

    [Fact]
    public void A_restored_generator_goes_on_where_the_saved_one_stood() =>
        Gen.Select(Seeds, Gen.Int[0, 1300], Gen.Int[0, 20]).Sample((seed, uniforms, normals) =>
        {
            var original = new TorchGenerator(seed);
            original.FillUniform(new float[uniforms]);
            original.FillNormal(new float[normals]);

            var state = original.Save();
            var restored = TorchGenerator.Restore(GeneratorState.FromTensor(state.ToTensor("generator")));
            Assert.Equal(state, restored.Save());
            Assert.Equal(Draw(original), Draw(restored));
            Assert.Equal(original.Save(), restored.Save());
        });

    [Fact]
    public void A_clone_and_its_original_do_not_disturb_each_other()
    {
        var original = new TorchGenerator(7);
        original.FillNormal(new float[3]);
        var clone = original.Clone();
        var drawn = Draw(original);
        Assert.Equal(drawn, Draw(clone));
        Assert.NotEqual(drawn, Draw(clone));
    }

    [Fact]
    public void A_state_that_is_cut_short_is_named()
    {
        var tensor = new TorchGenerator(1).Save().ToTensor("generator");
        var cut = NamedTensor.Of(tensor.Name, [100], tensor.Bytes.Span[..100]);
        var exception = Assert.Throws<MakemoreException>(() => GeneratorState.FromTensor(cut));
        Assert.Contains("'generator' has 100 bytes", exception.Message);
    }

    [Fact]
    public void A_state_with_an_impossible_position_is_named()
    {
        var tensor = (new TorchGenerator(1).Save() with { Position = 625 }).ToTensor("generator");
        var exception = Assert.Throws<MakemoreException>(() => GeneratorState.FromTensor(tensor));
        Assert.Contains("'generator' gives 625", exception.Message);
    }

    private static torch.Generator LibtorchGenerator(long seed) => new(unchecked((ulong)seed), torch.CPU);

    private static float[] Draw(TorchGenerator generator)
    {
        var values = new float[700];
        generator.FillNormal(values.AsSpan(0, 5));
        generator.FillNormal(values.AsSpan(5, 40));
        generator.FillUniform(values.AsSpan(45));
        return values;
    }

    private static void AssertIntegersEqual(long seed, int count, long bound)
    {
        using var theirs = LibtorchGenerator(seed);
        using var expected = torch.randint(bound, count, generator: theirs);
        var actual = new long[count];
        new TorchGenerator(seed).FillIntegers(actual, bound);
        Assert.Equal(expected.data<long>().ToArray(), actual);
    }

    private static void AssertNormalsEqual(torch.Generator theirs, TorchGenerator ours, int size)
    {
        using var tensor = torch.randn(size, generator: theirs);
        var expected = tensor.data<float>().ToArray();
        var actual = new float[size];
        ours.FillNormal(actual);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-6f);
        }
    }
}
