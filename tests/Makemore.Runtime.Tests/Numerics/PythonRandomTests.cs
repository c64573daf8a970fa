using System.Globalization;
using System.Numerics;
using CsCheck;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Tests.Data;
using Xunit;

namespace Makemore.Runtime.Tests.Numerics;

public sealed class PythonRandomTests
{
    private static readonly int[] Bounds = [1, 2, 3, 100, 1000, 1 << 20, int.MaxValue];

    // CPython 3: random.seed(seed); x = list(range(10)); random.shuffle(x); then randrange of each bound.
    [Theory]
    [InlineData("0", new[] { 7, 8, 1, 5, 3, 4, 2, 0, 9, 6 }, new[] { 0, 0, 2, 17, 288, 293068, 1623077180 })]
    [InlineData("1", new[] { 6, 8, 9, 7, 5, 3, 0, 4, 1, 2 }, new[] { 0, 0, 1, 3, 914, 817488, 929360195 })]
    [InlineData("42", new[] { 7, 3, 2, 8, 5, 6, 9, 4, 0, 1 }, new[] { 0, 0, 0, 11, 223, 487925, 1085242216 })]
    [InlineData("-42", new[] { 7, 3, 2, 8, 5, 6, 9, 4, 0, 1 }, new[] { 0, 0, 0, 11, 223, 487925, 1085242216 })]
    [InlineData("4294967295", new[] { 0, 7, 1, 5, 2, 6, 4, 8, 3, 9 }, new[] { 0, 1, 1, 8, 222, 289100, 1844148104 })]
    [InlineData("4294967296", new[] { 8, 9, 3, 2, 4, 7, 0, 6, 5, 1 }, new[] { 0, 0, 0, 55, 513, 658837, 735933937 })]
    [InlineData("9223372036854775807", new[] { 4, 1, 9, 8, 6, 0, 3, 7, 2, 5 }, new[] { 0, 0, 0, 99, 238, 358348, 1196446969 })]
    [InlineData("-9223372036854775808", new[] { 5, 7, 9, 2, 0, 4, 1, 3, 6, 8 }, new[] { 0, 0, 0, 3, 686, 196273, 1749289048 })]
    [InlineData("1267650600228229401496703217721", new[] { 2, 6, 3, 8, 0, 5, 9, 4, 1, 7 },
        new[] { 0, 0, 2, 94, 559, 900881, 2107552554 })]
    public void A_seed_of_any_size_and_sign_gives_Pythons_draws(string seed, int[] shuffled, int[] integers)
    {
        var random = new PythonRandom(BigInteger.Parse(seed, CultureInfo.InvariantCulture));
        var items = Enumerable.Range(0, 10).ToArray();
        random.Shuffle(items.AsSpan());
        Assert.Equal(shuffled, items);
        Assert.Equal(integers, Bounds.Select(random.NextBelow));
    }

    [Fact]
    public void A_list_and_a_span_are_shuffled_alike() =>
        Gen.Select(Gen.Long, Gen.Int[0, 200]).Sample((seed, count) =>
        {
            var span = Enumerable.Range(0, count).ToArray();
            var list = span.ToList();
            new PythonRandom(seed).Shuffle(span.AsSpan());
            new PythonRandom(seed).Shuffle(list);
            Assert.Equal(span, list);
            Assert.Equal(Enumerable.Range(0, count), list.Order());
        });

    [Fact]
    public void A_bound_that_is_not_positive_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PythonRandom(1).NextBelow(0));

    [Fact]
    public void Seed_42_shuffles_the_names_as_the_lectures_do()
    {
        var names = File.ReadAllLines(Names.Find());
        new PythonRandom(42).Shuffle(names.AsSpan());
        Assert.Equal(["yuheng", "diondre", "xavien", "jori", "juanluis"], names.Take(5));
    }
}
