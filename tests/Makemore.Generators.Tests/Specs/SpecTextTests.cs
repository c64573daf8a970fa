using CsCheck;
using Makemore.Format;

namespace Makemore.Generators.Tests.Specs;

public sealed class SpecTextTests
{
    [Fact]
    public void A_number_that_is_written_reads_back_to_itself() =>
        Gen.Double.Where(double.IsFinite)
            .Sample(value => SpecText.TryNumber(SpecText.Format(value), out var again) && again.Equals(value));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1, "1")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(5 / 3.0, "1.6666666666666667")]
    public void A_number_is_written_in_its_shortest_form(double value, string text) => Assert.Equal(text, SpecText.Format(value));

    [Theory]
    [InlineData("200_000", true)]
    [InlineData("-3", true)]
    [InlineData("1e3", false)]
    [InlineData("1__0", false)]
    [InlineData("_1", false)]
    [InlineData("1_", false)]
    [InlineData("10k", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("", false)]
    public void A_whole_number_has_digits_and_underscores_between_them(string text, bool isInteger) =>
        Assert.Equal(isInteger, SpecText.TryInteger(text, out _));

    [Theory]
    [InlineData("1e-3", true)]
    [InlineData(".5", true)]
    [InlineData("1_000.5", true)]
    [InlineData("5/3", false)]
    [InlineData("1,5", false)]
    [InlineData("NaN", false)]
    [InlineData("1e999", false)]
    [InlineData("Infinity", false)]
    public void A_number_is_finite_and_written_with_a_point(string text, bool isNumber) =>
        Assert.Equal(isNumber, SpecText.TryNumber(text, out _));
}
