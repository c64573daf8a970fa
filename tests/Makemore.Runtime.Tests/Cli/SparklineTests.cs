using Makemore.Cli.Terminals;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class SparklineTests
{
    [Fact]
    public void Each_value_has_a_column_from_the_lowest_block_to_the_highest() =>
        Assert.Equal("█▇▆▅▄▃▂▁", Sparkline.Of([8, 7, 6, 5, 4, 3, 2, 1], 20));

    [Fact]
    public void Fewer_columns_show_the_means_of_equal_shares() =>
        Assert.Equal("▁▅█", Sparkline.Of([0, 2, 4, 6, 8, 10], 3));

    [Fact]
    public void Columns_that_do_not_divide_the_values_show_each_value_once() =>
        Assert.Equal("▁█", Sparkline.Of([0, 1, 5, 5, 5], 2));

    [Fact]
    public void What_is_not_finite_is_blank() =>
        Assert.Equal("█ ▁ ", Sparkline.Of([3, double.NaN, 1, double.PositiveInfinity], 4));

    [Fact]
    public void A_share_that_is_finite_in_part_shows_that_part() =>
        Assert.Equal("▁█", Sparkline.Of([1, double.NaN, double.NaN, 2], 2));

    [Fact]
    public void A_level_line_stands_in_the_middle() => Assert.Equal("▄▄▄", Sparkline.Of([2, 2, 2], 8));

    [Fact]
    public void Values_at_the_ends_of_what_a_number_can_hold_have_their_heights() =>
        Assert.Equal("▁█", Sparkline.Of([double.MinValue, double.MaxValue], 2));

    [Fact]
    public void Nothing_is_an_empty_line()
    {
        Assert.Equal("", Sparkline.Of([], 8));
        Assert.Equal("", Sparkline.Of([1, 2], 0));
        Assert.Equal("  ", Sparkline.Of([double.NaN, double.NaN], 8));
    }
}
