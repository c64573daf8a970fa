using Makemore.Pages.Drawings;
using Makemore.Pages.Findings;
using Makemore.Runtime.Display;
using Xunit;

namespace Makemore.Runtime.Tests.Pages;

public sealed class DrawingTests
{
    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_peaks_and_ends()
    {
        PlotPoint[] points = [.. Enumerable.Range(0, 100_000).Select(step => new PlotPoint(step, step == 54_321 ? 100 : step == 7_777 ? -100 : Math.Sin(step)))];
        var thinned = Thinning.LowestAndHighest(points, 800);

        Assert.InRange(thinned.Count, 800, 1602);
        Assert.Equal((points[0], points[^1]), (thinned[0], thinned[^1]));
        Assert.Contains(points[54_321], thinned);
        Assert.Contains(points[7_777], thinned);
        Assert.Equal(thinned.OrderBy(point => point.X), thinned);
        Assert.Same(points, Thinning.LowestAndHighest(points, 50_000));
    }

    [Theory]
    [InlineData(0, 10, new[] { 0.0, 2, 4, 6, 8, 10 })]
    [InlineData(2.1, 2.45, new[] { 2.1, 2.2, 2.3, 2.4 })]
    [InlineData(3, 3, new[] { 3.0 })]
    public void An_axis_has_round_numbers(double least, double greatest, double[] expected) =>
        Assert.Equal(expected, RoundNumbers.Within(least, greatest, 5), (one, other) => Math.Abs(one - other) < 1e-9);

    [Fact]
    public void A_plot_of_nothing_that_is_finite_is_empty()
    {
        Assert.True(new LinePlot("t", "x", "y", [new("l", [new(0, double.NaN), new(1, double.PositiveInfinity)], 0, LineStyle.Plain)]).IsEmpty);
        var one = new LinePlot("t", "x", "y", [new("l", [new(0, 2)], 0, LineStyle.Marked)]);
        Assert.DoesNotContain("NaN", one.Draw("one").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", (one with { IsLogarithmic = true }).Draw("one").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plane_of_points_that_lie_in_one_explains_all_of_it()
    {
        double[][] points = [.. Enumerable.Range(0, 40).Select(index => (Long: index - 19.5, Short: Math.Sin(index)))
            .Select(place => new[] { place.Long, (2 * place.Long) + place.Short, -place.Short, 5 })];
        var plane = PrincipalPlane.Of(points);

        Assert.Equal(1, plane.Shares.First + plane.Shares.Second, 1e-9);
        Assert.True(plane.Shares.First > 0.95);
        for (var index = 1; index < points.Length; index++)
        {
            Assert.Equal(Distance(points[0], points[index]), Distance([plane.Places[0].X, plane.Places[0].Y], [plane.Places[index].X, plane.Places[index].Y]), 1e-6);
        }

        Assert.Equal((0, 0), PrincipalPlane.Of([[1, 2, 3], [1, 2, 3]]).Shares);

        static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.7, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 4)]
    [InlineData(double.PositiveInfinity, 4)]
    public void A_character_is_coloured_by_its_probability(double surprise, int kind) => Assert.Equal(kind, CharacterColors.KindOf(surprise));
}
