using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed partial class CommandLinePageTests
{
    [Theory]
    [InlineData("sample")]
    [InlineData("export")]
    [InlineData("completions")]
    [InlineData("runs")]
    [InlineData("compare")]
    [InlineData("diff")]
    [InlineData("clean")]
    [InlineData("score")]
    [InlineData("report")]
    public void The_page_names_every_option_of_a_command(string command)
    {
        using var project = new TestProject { Experiments = [] };
        var section = Page().Split($"\n## {command}\n")[1].Split("\n## ")[0];

        // What `train` takes as well is common to all, or a setting.
        var options = Options(project, command).Except(Options(project, "train")).ToArray();

        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains(option, section, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Options(TestProject project, string command) =>
        Option().Matches(project.Run(command, "--help").Output).Select(match => match.Value.Trim());

    private static string Page([CallerFilePath] string file = "") => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "command-line.md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"(?<=^ +(-\w, )?)--[a-z][a-z0-9.-]*", RegexOptions.Multiline)]
    private static partial Regex Option();
}
