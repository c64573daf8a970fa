using System.Text.RegularExpressions;
using Makemore.Generators.Tests.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Makemore.Generators.Tests.Builds;

/// <summary>What can be known of the forge's workflow without a forge.</summary>
public sealed partial class WorkflowTests
{
    private static readonly YamlMappingNode _job = Job("test");

    [Fact]
    public void It_runs_the_test_command_of_the_readme()
    {
        var command = Command().Match(File.ReadAllText(Repository.PathOf("README.md"))).Groups["command"].Value;

        Assert.NotEmpty(command);
        Assert.Contains(command, Steps("run"));
    }

    [Fact]
    public void It_takes_the_sdk_of_the_repository_and_runs_scripts_that_are_there()
    {
        Assert.Contains("global-json-file", _job.ToString(), StringComparison.Ordinal);
        Assert.All(Steps("run").Where(run => run.StartsWith(".ci/", StringComparison.Ordinal)),
            script => Assert.True(File.Exists(Repository.PathOf(script)), $"There is no {script}."));
    }

    [Fact]
    public void Linux_windows_and_macos_are_tested_on_x64_and_arm64()
    {
        var rows = (YamlSequenceNode)_job["strategy"]["matrix"]["include"];

        Assert.Equal(
            ["linux-arm64", "linux-x64", "osx-arm64", "osx-x64", "win-arm64", "win-x64"],
            rows.Select(row => row["platform"].ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(rows.Children.Count, rows.Select(row => row["runner"].ToString()).Distinct().Count());
    }

    [Fact]
    public void A_step_that_is_for_one_platform_names_one_of_the_list()
    {
        var platforms = ((YamlSequenceNode)_job["strategy"]["matrix"]["include"]).Select(row => row["platform"].ToString());

        Assert.All(Steps("if"), condition =>
            Assert.Contains(Platform().Match(condition).Groups["platform"].Value, platforms));
    }

    private static IEnumerable<string> Steps(string key) =>
        ((YamlSequenceNode)_job["steps"]).Cast<YamlMappingNode>()
            .Where(step => step.Children.ContainsKey(key))
            .Select(step => step[key].ToString());

    private static YamlMappingNode Job(string name)
    {
        using var text = File.OpenText(Repository.PathOf(".github/workflows/ci.yml"));
        var file = new YamlStream();
        file.Load(text);
        return (YamlMappingNode)file.Documents.Single().RootNode["jobs"][name];
    }

    [GeneratedRegex(@"^(?<command>dotnet test\b.*?)\s*(#.*)?$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^matrix.platform == '(?<platform>.+)'$")]
    private static partial Regex Platform();
}
