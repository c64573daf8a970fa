using Makemore.Charts.Pictures;
using Makemore.Charts.Studies;
using Makemore.Runtime.Sweeps.Spaces;
using Xunit;

namespace Makemore.Runtime.Tests.Charts;

public sealed class TicksTests
{
    public static TheoryData<AxisDomain, string> Domains => new()
    {
        { new AxisDomain.Reals(1e-5, 1, IsLogarithmic: true), "1e-5 0.0001 0.001 0.01 0.1 1" },
        { new AxisDomain.Reals(1e-9, 1e9, IsLogarithmic: true), "1e-9 1e-6 0.001 1 1,000 1,000,000 1e9" },
        { new AxisDomain.Reals(0.02, 0.3, IsLogarithmic: true), "0.02 0.05 0.1 0.2" },
        { new AxisDomain.Reals(0.11, 0.19, IsLogarithmic: true), "0.12 0.14 0.16 0.18" },
        { new AxisDomain.Reals(0, 0.5, IsLogarithmic: false), "0.0 0.1 0.2 0.3 0.4 0.5" },
        { new AxisDomain.Reals(0.25, 0.25, IsLogarithmic: false), "0.25" },
        { new AxisDomain.Reals(-1, 1, IsLogarithmic: false), "-1.0 -0.5 0.0 0.5 1.0" },
        { new AxisDomain.Integers(1, 4, IsLogarithmic: false), "1 2 3 4" },
        { new AxisDomain.Integers(16, 512, IsLogarithmic: true), "20 50 100 200 500" },
        { new AxisDomain.Integers(0, 100_000, IsLogarithmic: false), "0 20,000 40,000 60,000 80,000 100,000" },
        { new AxisDomain.Listed(["true", "false"]), "true false" },
    };

    [Theory]
    [MemberData(nameof(Domains))]
    public void Marks_are_round_numbers_at_their_places(AxisDomain domain, string labels)
    {
        var marks = AxisPlaces.MarksOf(domain);

        Assert.Equal(labels, string.Join(' ', marks.Labelled.Select(mark => mark.Label)));
        Assert.All(marks.Labelled, mark => Assert.Equal(domain.PlaceOf(mark.Label.Replace(",", "")), mark.Place, 1e-9));
    }

    [Fact]
    public void A_logarithmic_axis_has_marks_between_its_labels()
    {
        var marks = AxisPlaces.MarksOf(new AxisDomain.Reals(0.001, 1, IsLogarithmic: true));

        Assert.Equal(3 * 8, marks.Minor.Length);
        Assert.Equal(Math.Log10(2) / 3, marks.Minor[0], 1e-9);
    }

    [Theory]
    [InlineData(0, 39, 10, "0 5 10 15 20 25 30 35")]
    [InlineData(0, 0, 10, "0")]
    [InlineData(0, 3, 10, "0 1 2 3")]
    [InlineData(0, 20_000, 7, "0 5,000 10,000 15,000 20,000")]
    public void Whole_numbers_have_whole_marks(double least, double greatest, int most, string labels) =>
        Assert.Equal(
            labels, string.Join(' ', Ticks.Linear(least, greatest, most, isWhole: true).Labelled.Select(mark => mark.Label)));
}
