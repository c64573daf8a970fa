using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Search;
using Makemore.Runtime.Sweeps.Spaces;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Search;

/// <summary>Searches that do not learn: grid, random, quasi-random.</summary>
public sealed class PointSearchTests
{
    private static readonly SearchSpace Lists = new(
    [
        new(Axis.Experiment, new AxisDomain.Listed(["mlp", "bigram"])),
        new("hidden", new AxisDomain.Listed(["50", "100"])) { Over = ["mlp"] },
        new("layers", new AxisDomain.Integers(1, 3, false)),
    ]);

    private static readonly SearchSpace Square = new([.. "xy".Select(name => new Axis(name.ToString(), new AxisDomain.Reals(0, 1, false)))]);

    [Fact]
    public void A_grid_has_every_point_once_in_order_and_then_ends()
    {
        var search = Searching.Of(SearchType.Grid, Lists, seed: 1);
        Assert.Equal(
            [
                "experiment=mlp hidden=50 layers=1", "experiment=mlp hidden=50 layers=2", "experiment=mlp hidden=50 layers=3",
                "experiment=mlp hidden=100 layers=1", "experiment=mlp hidden=100 layers=2", "experiment=mlp hidden=100 layers=3",
                "experiment=bigram layers=1", "experiment=bigram layers=2", "experiment=bigram layers=3",
            ],
            Enumerable.Range(0, 9).Select(number => search.Next(number, [])!.ToString()));
        Assert.Null(search.Next(9, []));
        Assert.Equal(9, Lists.Count);
        Assert.Equal(9, Lists.Grid().Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    [InlineData(64)]
    [InlineData(1000)]
    public void A_grid_that_prunes_has_every_point_once_in_an_order_of_the_seed(int size)
    {
        var space = new SearchSpace([new("layers", new AxisDomain.Integers(1, size, false))]);
        var (order, other) = (Points(seed: 5), Points(seed: 6));
        Assert.Equal(space.Grid(), order.OrderBy(point => point.Integer("layers")));
        Assert.Equal(order, Points(seed: 5));
        Assert.True(size < 10 || !order.SequenceEqual(other));

        List<SweepPoint> Points(long seed)
        {
            var search = Searches.Of(new() { Name = "search", Seed = seed, Prune = new() { Type = PruneType.Asha } }, space);
            Assert.Null(search.Next(size, []));
            return [.. Enumerable.Range(0, size).Select(number => search.Next(number, [])!)];
        }
    }

    [Theory]
    [InlineData(SearchType.Random)]
    [InlineData(SearchType.QuasiRandom)]
    public void A_point_follows_from_seed_and_number(SearchType type)
    {
        var points = Enumerable.Range(0, 50).Select(number => Searching.Of(type, Square, seed: 9).Next(number, [])).ToList();
        Assert.Equal(50, points.Distinct().Count());
        Assert.Equal(points, Enumerable.Range(0, 50).Reverse().Select(number => Searching.Of(type, Square, seed: 9).Next(number, [])).Reverse());
        Assert.Empty(points.Intersect(Enumerable.Range(0, 50).Select(number => Searching.Of(type, Square, seed: 10).Next(number, []))));
    }

    [Fact]
    public void Random_points_are_uniform()
    {
        var cells = new int[16];
        for (var number = 0; number < 16_000; number++)
        {
            var point = Searching.Of(SearchType.Random, Square, seed: 4).Next(number, [])!;
            cells[((int)(point.Number("x") * 4) * 4) + (int)(point.Number("y") * 4)]++;
        }

        // Chi-squared with 15 degrees of freedom is above 37.7 once in a thousand times.
        Assert.InRange(cells.Sum(count => (count - 1000.0) * (count - 1000.0) / 1000.0), 0, 37.7);
    }

    [Fact]
    public void The_plain_sequence_begins_as_it_is_published()
    {
        // The first points in three dimensions (Joe and Kuo, 2008).
        double[][] expected = [[0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75], [0.375, 0.375, 0.625], [0.875, 0.875, 0.125]];
        // In their order of the Gray code point 2 is our 3, and so on: the same points of each block.
        var ours = Enumerable.Range(0, 8).Select(index => Enumerable.Range(0, 3).Select(dimension => SobolSequence.Plain((uint)index, dimension)).ToArray()).ToList();
        Assert.All(expected, point => Assert.Contains(ours, other => other.SequenceEqual(point)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_interval_of_each_axis_has_its_share_of_the_points(bool isScrambled)
    {
        foreach (var dimension in Enumerable.Range(0, SobolSequence.Dimensions))
        {
            var cells = Enumerable.Range(0, 256).Select(index => isScrambled
                ? SobolSequence.Scrambled((uint)index, dimension, seed: 42) : SobolSequence.Plain((uint)index, dimension));
            Assert.Equal(Enumerable.Range(0, 256), cells.Select(place => (int)(place * 256)).Order());
        }
    }

    [Fact]
    public void Each_box_of_two_axes_has_its_share_of_the_points()
    {
        // The first two dimensions are a (0, 2)-sequence: each 16 by 1, 8 by 2, ... box of 16 points has one.
        for (var bits = 0; bits <= 4; bits++)
        {
            var boxes = Enumerable.Range(0, 16).Select(index => (
                (int)(SobolSequence.Scrambled((uint)index, 0, 7) * (1 << bits)), (int)(SobolSequence.Scrambled((uint)index, 1, 7) * (1 << (4 - bits)))));
            Assert.Equal(16, boxes.Distinct().Count());
        }
    }

    [Fact]
    public void Quasi_random_points_leave_smaller_gaps_than_random_ones()
    {
        Assert.True(Gap(SearchType.QuasiRandom) < Gap(SearchType.Random));

        // The mean distance of a place from the nearest of 64 points, over a grid of places and ten seeds.
        static double Gap(SearchType type) => Enumerable.Range(0, 10).Average(seed =>
        {
            var points = Enumerable.Range(0, 64).Select(number => Searching.Of(type, Square, seed).Next(number, [])!)
                .Select(point => (X: point.Number("x"), Y: point.Number("y"))).ToList();
            return Enumerable.Range(0, 400).Average(place =>
                points.Min(point => Math.Sqrt(Math.Pow(point.X - ((place / 20) / 20.0), 2) + Math.Pow(point.Y - ((place % 20) / 20.0), 2))));
        });
    }
}
