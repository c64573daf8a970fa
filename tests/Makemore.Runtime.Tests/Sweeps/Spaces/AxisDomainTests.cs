using CsCheck;
using Makemore.Runtime.Sweeps.Spaces;
using Xunit;

namespace Makemore.Runtime.Tests.Sweeps.Spaces;

public sealed class AxisDomainTests
{
    private static readonly Gen<AxisDomain> Domains = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 5].Array[1, 8].Where(values => values.Distinct().Count() == values.Length)
            .Select(values => (AxisDomain)new AxisDomain.Listed([.. values])),
        Gen.Select(Gen.Long[1, 1000], Gen.Long[0, 1000], Gen.Bool)
            .Select((minimum, more, isLogarithmic) => (AxisDomain)new AxisDomain.Integers(minimum, minimum + more, isLogarithmic)),
        Gen.Select(Gen.Double[1e-6, 10], Gen.Double[0, 100], Gen.Bool)
            .Select((minimum, more, isLogarithmic) => (AxisDomain)new AxisDomain.Reals(minimum, minimum + more, isLogarithmic)));

    [Fact]
    public void A_value_is_found_again_at_its_place() => Gen.Select(Domains, Gen.Double[0, 0.999999]).Sample((domain, place) =>
    {
        var value = domain.At(place);
        Assert.True(domain.Has(value), $"{value} is not within {domain}");
        Assert.Equal(value, domain.At(Math.Min(domain.PlaceOf(value), 0.9999999999)), Same);
        Assert.InRange(domain.PlaceOf(value), 0, 1);
    });

    [Fact]
    public void Every_value_has_its_part_of_the_places()
    {
        var integers = new AxisDomain.Integers(1, 4, IsLogarithmic: false);
        Assert.Equal(["1", "2", "3", "4"], ((double[])[0.1, 0.3, 0.6, 0.9]).Select(integers.At));
        var logarithmic = new AxisDomain.Integers(16, 256, IsLogarithmic: true);
        Assert.Equal(("16", "256"), (logarithmic.At(0), logarithmic.At(0.9999999)));
        Assert.InRange(long.Parse(logarithmic.At(0.5), System.Globalization.CultureInfo.InvariantCulture), 62, 66);
        Assert.Equal("0.1", new AxisDomain.Reals(0.01, 1, IsLogarithmic: true).At(0.5));
    }

    // A real number is written with six digits, so it may come back as its neighbour.
    private static bool Same(string left, string right) => left == right
        || Math.Abs(double.Parse(left, System.Globalization.CultureInfo.InvariantCulture) - double.Parse(right, System.Globalization.CultureInfo.InvariantCulture))
            <= 2e-5 * Math.Abs(double.Parse(left, System.Globalization.CultureInfo.InvariantCulture));
}
