using System.Text.RegularExpressions;
using Makemore.Generators.Passes;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Documentation;

/// <summary>docs/passes.md tells of every pass.</summary>
public sealed partial class PassesPageTests
{
    private static readonly string Page =
        File.ReadAllText(Repository.PathOf("docs/passes.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Each_pass_has_its_section_in_the_order_in_which_they_go()
    {
        var passes = Pass.OfModel(batch: 1).Concat(Pass.OfSteps()).Select(pass => pass.Name).Distinct().ToList();

        Assert.Equal(passes, Section().Matches(Page).Select(match => match.Groups["name"].Value).Take(passes.Count));
    }

    [Fact]
    public void Each_section_says_where_its_pass_is_not_applied() => Assert.All(
        Section().Matches(Page).SkipLast(1), match => Assert.Matches(@"\b(Not|Nor|Only) (where|for|is)\b|product stays", match.Groups["text"].Value));

    [GeneratedRegex(@"^## (?<name>.+)\n(?<text>(?:(?!## ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Section();
}
