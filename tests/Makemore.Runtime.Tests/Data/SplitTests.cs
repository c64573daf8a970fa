using CsCheck;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Data;

public sealed class SplitTests
{
    [Theory]
    [InlineData(0.8, 0.1, 0.1, 32_033, 25_626, 28_829, 32_033)]
    [InlineData(0.7, 0.2, 0.1, 10, 7, 9, 10)] // 0.7 + 0.2 is 0.8999999999999999 in binary.
    [InlineData(1, 0, 0, 5, 5, 5, 5)]
    [InlineData(0.5, 0.1, 0.1, 10, 5, 6, 7)]
    [InlineData(0.333, 0.333, 0.334, 1000, 333, 666, 1000)]
    [InlineData(1 / 3.0, 1 / 3.0, 1 / 3.0, 3, 1, 2, 3)]
    [InlineData(2 / 3.0, 0, 1 / 3.0, 3, 2, 2, 3)]
    [InlineData(0.29, 0.71, 0, 100, 28, 100, 100)] // int(0.29 * 100) is 28 in Python, too.
    public void Shares_end_where_the_lectures_end_them(
        double train, double dev, double test, int count, int trainEnd, int devEnd, int testEnd) =>
        Assert.Equal(
            new SplitShares(trainEnd, devEnd, testEnd),
            SplitShares.Of(new() { Train = train, Dev = dev, Test = test }, count, "lines"));

    [Theory]
    [InlineData(0.9, 0.1, 0.1, "together they are 1.1, more than all")]
    [InlineData(-0.1, 0.1, 0.1, "each must be from 0 to 1")]
    [InlineData(double.NaN, 0.1, 0.1, "each must be from 0 to 1")]
    [InlineData(0.05, 0.9, 0.05, "nothing of 10 lines to train on")]
    public void Shares_that_cannot_be_are_an_error(double train, double dev, double test, string problem)
    {
        var exception = Assert.Throws<MakemoreException>(
            () => SplitShares.Of(new() { Train = train, Dev = dev, Test = test }, 10, "lines"));

        Assert.Contains(problem, exception.Message);
    }

    [Fact]
    public void Shares_never_overlap_nor_leave_a_gap()
    {
        var shares = Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 1000], Gen.Int[1, 50_000]);
        shares.Sample((train, dev, count) =>
        {
            var split = new SplitSpec { Train = train / 1000.0, Dev = dev * (1000 - train) / 1e6 };
            split = split with { Test = Math.Max(0, 1 - split.Train - split.Dev) };
            if ((int)(split.Train * count) > 0)
            {
                var ends = SplitShares.Of(split, count, "lines");
                Assert.InRange(ends.Dev, ends.Train, count);
                Assert.Equal(count, ends.Test);
            }
        });
    }

    [Fact]
    public void Names_are_shuffled_as_by_Python()
    {
        var corpus = Names.Load(new());

        Assert.Equal(["yuheng", "diondre", "xavien", "jori", "juanluis"], corpus.Train.Slice(0, 5).Texts());
        Assert.Equal((25_626, 3_203, 3_204), (corpus.Train.Count, corpus.Dev.Count, corpus.Test.Count));
    }

    [Fact]
    public void Without_a_shuffle_the_order_is_that_of_the_file()
    {
        using var folder = new TestFolder();

        var corpus = folder.Load("a\nb\nc\nd",
            split: new() { Train = 0.5, Dev = 0.25, Test = 0.25, Shuffle = SplitShuffle.None });

        Assert.Equal(["a", "b"], corpus.Train.Texts());
        Assert.Equal(["c"], corpus.Dev.Texts());
        Assert.Equal(["d"], corpus.Test.Texts());
    }

    [Fact]
    public void A_running_text_is_cut_by_characters()
    {
        using var folder = new TestFolder();

        var corpus = folder.Load("äb😀d\nfghiJ", DatasetUnit.Text, new() { Train = 0.4, Dev = 0.2, Test = 0.4 });

        Assert.Equal(["äb😀d"], corpus.Train.Texts());
        Assert.Equal(["\nf"], corpus.Dev.Texts());
        Assert.Equal(["ghiJ"], corpus.Test.Texts());
    }

    [Fact]
    public void A_running_text_that_all_trains_has_no_other_documents()
    {
        using var folder = new TestFolder();

        var corpus = folder.Load("abc", DatasetUnit.Text);

        Assert.Equal((1, 0, 0), (corpus.Train.Count, corpus.Dev.Count, corpus.Test.Count));
    }
}
