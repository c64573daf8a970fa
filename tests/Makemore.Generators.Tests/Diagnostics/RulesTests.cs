using System.Text.RegularExpressions;
using Makemore.Generators.Diagnostics;
using Makemore.Generators.Emit;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Diagnostics;

public sealed class RulesTests
{
    public static TheoryData<string> AllRules => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void Ids_are_distinct_and_in_order() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal),
            Rules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(AllRules))]
    public void A_rule_has_a_page_that_its_help_link_names(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLink, StringComparison.Ordinal);
        Assert.Equal($"# {id}: {rule.Title}", DiagnosticPage.Read(id).Title);
    }

    [Theory]
    [MemberData(nameof(AllRules))]
    public void A_rule_has_a_row_in_the_analyzer_releases(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);
        var rows = File.ReadLines(Repository.PathOf("src/Makemore.Generators/AnalyzerReleases.Shipped.md"))
            .Concat(File.ReadLines(Repository.PathOf("src/Makemore.Generators/AnalyzerReleases.Unshipped.md")));
        Assert.Single(rows, $"{id} | Makemore | {rule.Severity} | {rule.Title}");
    }

    [Theory]
    [MemberData(nameof(AllRules))]
    public void A_rule_has_a_snapshot_of_its_id_its_span_and_its_message(string id)
    {
        var snapshots = Directory.EnumerateFiles(Repository.PathOf("tests/Makemore.Generators.Tests"), "*.verified.txt",
            SearchOption.AllDirectories);
        var row = new Regex($@"^\S+\(\d+,\d+-\d+,\d+\): (error|warning|info) {id}: \S", RegexOptions.Multiline);
        Assert.Contains(snapshots, path => row.IsMatch(File.ReadAllText(path)));
    }

    [Theory]
    [MemberData(nameof(AllRules))]
    public void The_bad_example_of_a_page_breaks_this_rule_and_no_other(string id)
    {
        var project = DiagnosticPage.Read(id).Bad;
        var diagnostics = project.Compile(backend: BackendOf(id));
        Assert.Equal([id], diagnostics.Select(item => item.Rule.Id).Distinct());
        Snapshot.Verify(DiagnosticText.Render(diagnostics, project.Texts), "txt", id);
    }

    [Theory]
    [MemberData(nameof(AllRules))]
    public void The_good_example_of_a_page_breaks_no_rule(string id)
    {
        var project = DiagnosticPage.Read(id).Good;
        Assert.All(project.Specs, path => Assert.Equal("", DiagnosticText.Render(project.Compile(path, BackendOf(id)), project.Texts)));
        Assert.All(project.Specs.Where(path => !project.IsSweep(path)), path => Assert.NotNull(project.Bind(path).Spec));
        Assert.All(project.Specs.Where(project.IsSweep), path => Assert.NotNull(project.Sweep(path).Unit));
    }

    // Every real backend has every operation today.
    private static IBackend? BackendOf(string id) => id == Rules.OperationNotInBackend.Id ? new BackendWithoutBow() : null;
}
