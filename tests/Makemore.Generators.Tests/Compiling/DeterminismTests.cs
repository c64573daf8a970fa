using System.Collections.Immutable;
using System.Globalization;

namespace Makemore.Generators.Tests.Compiling;

public sealed class DeterminismTests
{
    private static readonly ImmutableSortedDictionary<string, string> Expected = Sorted(GeneratorProject.Features.Generate());

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_changes_nothing(string culture)
    {
        Assert.SkipWhen(IsInvariant(), "This process runs without the data of cultures.");
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(Expected, Sorted(GeneratorProject.Features.Generate()));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_changes_no_message(string culture)
    {
        Assert.SkipWhen(IsInvariant(), "This process runs without the data of cultures.");
        const string spec = "tokeniser: char\nTRAINING: { steps: 1.5 }\nmodel: |\n  let I = 1.5\n  tokens |> TANH |> " +
            "linear (I * 2.5)\n";
        var expected = Messages();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Messages());
            Assert.NotEmpty(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static List<string> Messages() => [.. GeneratorProject.Of(("spec.yaml", spec)).Generate().Diagnostics
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.SourceSpan} " +
                $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}")];
    }

    [Fact]
    public void The_ends_of_lines_change_nothing()
    {
        var specs = GeneratorProject.Features.Specs;
        var windows = specs.ToImmutableSortedDictionary(spec => spec.Key, spec =>
            spec.Value.Replace("\n", "\r\n"), StringComparer.Ordinal);
        Assert.Equal(Expected, Sorted((GeneratorProject.Features with { Specs = windows }).Generate()));
        Assert.All(Expected.Values, code => Assert.DoesNotContain('\r', code));
    }

    [Theory]
    [InlineData("/somewhere/else/")]
    [InlineData("/somewhere/else")]
    [InlineData("C:\\Some where\\else\\")]
    public void The_folder_of_the_project_changes_nothing(string folder)
    {
        var project = GeneratorProject.Features with
        {
            Folder = folder.EndsWith("else", StringComparison.Ordinal)
            ? folder + "/" : folder
        };
        Assert.Equal(Expected, Sorted(project.Generate()));
        Assert.All(Expected.Values, code => Assert.DoesNotContain("somewhere", code));
    }

    [Fact]
    public void The_order_of_the_files_changes_nothing()
    {
        var project = GeneratorProject.Features;
        var texts = project.Texts().Reverse().ToImmutableArray();
        var result = project.Driver(texts)
            .RunGenerators(GeneratorProject.Empty(), TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        Assert.Equal(Expected, result.GeneratedSources.ToImmutableSortedDictionary(
            source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal));
    }

    private static ImmutableSortedDictionary<string, string> Sorted(GeneratedProject project) =>
        project.Files.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static bool IsInvariant() =>
        AppContext.TryGetSwitch("System.Globalization.Invariant", out var isInvariant) && isInvariant
        || Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true";
}
