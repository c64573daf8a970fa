using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Makemore.Runtime.Runs.Plans;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed partial class CommandLinePageTests
{
    [Theory]
    [InlineData("runs")]
    [InlineData("compare")]
    [InlineData("diff")]
    [InlineData("clean")]
    [InlineData("score")]
    public void The_page_names_every_option_of_a_command(string command)
    {
        using var project = new TestProject { Experiments = [] };
        var section = Page().Split($"\n## {command}\n")[1].Split("\n## ")[0];
        string[] common = ["--json", "--quiet", "--project-folder", "--runs", "--help", "--version"];

        var options = Option().Matches(project.Run(command, "--help").Output).Select(match => match.Value.Trim()).Distinct()
            .Except([.. common, .. Overrides.Settings.Select(key => "--" + key.Path)]).ToArray();

        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains(option, section, StringComparison.Ordinal));
    }

    private static string Page([CallerFilePath] string file = "") => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "command-line.md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"(?<=^ +(-\w, )?)--[a-z][a-z.-]*", RegexOptions.Multiline)]
    private static partial Regex Option();
}
