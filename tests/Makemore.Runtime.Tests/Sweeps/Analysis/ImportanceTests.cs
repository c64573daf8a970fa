using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Analysis;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Tests.Sweeps.Search;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Analysis;

public sealed class ImportanceTests
{
    private static readonly SearchSpace Space = new(
    [
        new("a", new AxisDomain.Reals(0, 1, false)), new("b", new AxisDomain.Reals(0, 1, false)), new("c", new AxisDomain.Reals(0, 1, false)),
    ]);

    [Fact]
    public void The_shares_of_a_sum_are_those_of_its_variance()
    {
        // 2a + b: 4/12 and 1/12 of variance, so 0.8 and 0.2; c does nothing.
        var shares = Shares(Space, point => (2 * point.Number("a")) + point.Number("b"), 200);
        Assert.Equal(["a", "b", "c"], shares.Select(share => share.Axis.Key));
        Assert.InRange(shares[0].Share, 0.75, 0.85);
        Assert.InRange(shares[1].Share, 0.15, 0.25);
        Assert.InRange(shares[2].Share, 0, 0.02);
    }

    [Fact]
    public void What_two_axes_do_together_belongs_to_neither()
    {
        // (a - 1/2)(b - 1/2) has no share of a or b alone.
        var shares = Shares(Space, point => (point.Number("a") - 0.5) * (point.Number("b") - 0.5), 400);
        Assert.InRange(shares.Sum(share => share.Share), 0, 0.25);
    }

    [Fact]
    public void Words_count_by_what_they_do_and_not_by_their_order()
    {
        var space = new SearchSpace(
        [
            new("word", new AxisDomain.Listed(["good", "bad", "better", "worse"])), new("a", new AxisDomain.Reals(0, 1, false)),
        ]);
        var shares = Shares(space, point => (point.Text("word") is "bad" or "worse" ? 1 : 0) + (0.1 * point.Number("a")), 100);
        Assert.Equal("word", shares[0].Axis.Key);
        Assert.InRange(shares[0].Share, 0.9, 1);
    }

    [Fact]
    public void Too_few_trials_or_equal_ones_tell_nothing()
    {
        Assert.Empty(Shares(Space, point => point.Number("a"), 3));
        Assert.Empty(Shares(Space, _ => 1, 30));
        Assert.Empty(Importance.Of(Space, [new(0, SweepPoint.Empty, TrialState.Failed) { Worker = Searching.Nobody }], Direction.Minimize));
    }

    private static IReadOnlyList<(Axis Axis, double Share)> Shares(SearchSpace space, Func<SweepPoint, double> objective, int trials) =>
        Importance.Of(space, Searching.Run(Searching.Of(SearchType.QuasiRandom, space, 1), objective, trials), Direction.Minimize);
}
