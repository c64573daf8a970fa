using System.Globalization;
using Makemore.Pages.Markup;
using Xunit;

namespace Makemore.Runtime.Tests.Pages;

public sealed class PaletteTests
{
    // WCAG 2, success criteria 1.4.3 and 1.4.11.
    [Fact]
    public void Text_is_read_on_every_ground_and_lines_are_seen()
    {
        foreach (var value in new Func<PageColor, string>[] { color => color.Light, color => color.Dark })
        {
            var papers = Palette.Papers.Select(value).ToArray();
            Assert.All(Palette.Inks, ink => Assert.All(papers, paper => Assert.True(Contrast(value(ink), paper) >= 4.5, $"{ink.Name} on {paper}: {Contrast(value(ink), paper)}")));
            Assert.All(Palette.Lines, line => Assert.True(Contrast(value(line), papers[0]) >= 3, line.Name));
            Assert.All(Palette.Surprises, ground => Assert.True(Contrast(value(Palette.Inks[0]), value(ground)) >= 4.5, ground.Name));
        }
    }

    private static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(string color) => Channel(color, 0) * 0.2126 + Channel(color, 2) * 0.7152 + Channel(color, 4) * 0.0722;

    private static double Channel(string color, int start)
    {
        var value = int.Parse(color.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
