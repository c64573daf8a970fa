using System.Diagnostics;
using Makemore.Cli;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class CompletionsTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("makemore tr", "train")]
    [InlineData("makemore train ", "mlp", "lectures/part2-mlp", "lectures/*", "**", "*")]
    [InlineData("makemore train lect", "lectures/part1-bigram", "lectures/*")]
    [InlineData("makemore train mlp --hid", "--hidden")]
    [InlineData("makemore train mlp --training.optimizer ", "adamw", "sgd")]
    [InlineData("makemore export mlp --format ", "arpa", "csv", "tensorboard")]
    [InlineData("makemore completions ", "bash", "zsh", "fish", "powershell")]
    public void The_program_tells_what_completes_a_line(string line, params string[] expected)
    {
        var outcome = project.Run($"[suggest:{line.Length}]", line);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.All(expected, word => Assert.Contains(word, outcome.Output.Split('\n')));
    }

    [Fact]
    public void A_script_calls_the_program_and_can_have_another_name()
    {
        var script = project.Run("completions", "bash", "--name", "mm").Output;

        Assert.StartsWith("mm() { 'makemore' \"$@\"; }\n", script, StringComparison.Ordinal);
        Assert.EndsWith("complete -o default -F _mm_complete mm\n", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("completions tcsh", "completions: expected bash or zsh or fish or powershell, found 'tcsh'.")]
    [InlineData("completions bash --name a;b", "--name: expected letters, digits and hyphens after a letter, found 'a;b'.")]
    public void A_mistake_is_told(string arguments, string message)
    {
        var outcome = project.Run(arguments.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error: " + message, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task A_script_is_right_for_its_shell(string shell, string option)
    {
        var script = Path.Combine(project.Folder, "script");
        await File.WriteAllTextAsync(script, project.Run("completions", shell).Output, TestContext.Current.CancellationToken);

        Assert.Equal("", await Ask(shell, [option, script]));
    }

    // A word that begins with a quote or a glob is typed as the shell would take it.
    [Theory]
    [InlineData("makemore tr", "train")]
    [InlineData("makemore train lectures/part2", "lectures/part2-mlp")]
    [InlineData("makemore train mlp --hid", "--hidden")]
    [InlineData("makemore train lectures/\\*", "lectures/\\*")]
    public async Task Bash_completes_by_asking_the_program(string line, string expected)
    {
        var program = await Program();
        var script = CompletionScript.For(Shell.Bash, "makemore", [program]);
        var words = line.Split(' ');
        var test = $"{script}\nCOMP_LINE={Quote(line)}\nCOMP_POINT={line.Length}\nCOMP_WORDS=({string.Join(' ', words.Select(Quote))})\n"
            + $"COMP_CWORD={words.Length - 1}\n_makemore_complete\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n";

        Assert.Contains(expected, (await Ask("bash", ["-c", test])).Split('\n'));
    }

    [Fact]
    public async Task Fish_completes_by_asking_the_program()
    {
        var script = CompletionScript.For(Shell.Fish, "makemore", [await Program()]);

        Assert.Contains("lectures/part2-mlp", (await Ask("fish", ["-c", script + "\ncomplete -C 'makemore train lectures/part2'"])).Split('\n'));
    }

    private static string Quote(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    // A program that answers with what this one has answered to the lines of these tests.
    private async Task<string> Program()
    {
        var path = Path.Combine(project.Folder, "program");
        string[] lines = ["makemore tr", "makemore train lectures/part2", "makemore train mlp --hid", "makemore train lectures/\\*"];
        var answers = lines.Select(line => $"  {Quote($"[suggest:{line.Length}]{line}")}) printf '%s' {Quote(project.Run($"[suggest:{line.Length}]", line.Replace("\\", "", StringComparison.Ordinal)).Output)};;");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\ncase \"$1$2\" in\n{string.Join('\n', answers)}\nesac\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    // What a shell says; skipped where there is none.
    private static async Task<string> Ask(string shell, string[] arguments)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, shell)).Any(File.Exists);
        Assert.SkipUnless(found && !OperatingSystem.IsWindows(), $"There is no {shell} on this machine.");
        using var process = Process.Start(new ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output + await error;
    }
}
