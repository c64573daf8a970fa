using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class SamplingSessionTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Each_line_is_a_beginning_and_the_end_of_the_input_is_the_end()
    {
        project.Input = "ak\nbl\n";

        var outcome = project.Run("sample", "bigram", "--interactive", "--count", "3", "--quiet");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var answers = outcome.Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, answers.Length);
        Assert.All(answers[0].Split('\n'), sample => Assert.StartsWith("ak", sample, StringComparison.Ordinal));
        Assert.All(answers[1].TrimEnd('\n').Split('\n'), sample => Assert.StartsWith("bl", sample, StringComparison.Ordinal));
        Assert.Equal(3, answers[0].Split('\n').Length);
    }

    [Fact]
    public void A_setting_holds_from_there_on()
    {
        project.Input = ":count 1\n:length 4\n:temperature 2\n\n:count 2\n\n:quit\nnever read\n";

        var outcome = project.Run("sample", "bigram", "--interactive", "--quiet");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal([1, 2], outcome.Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(answer => answer.Trim('\n').Split('\n').Length));
        Assert.Contains(outcome.Output.Split('\n'), sample => sample.Length is > 0 and <= 4);
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(project.Folder, "runs", "bigram")));
    }

    [Fact]
    public void The_same_beginning_goes_on_otherwise_the_next_time_and_as_before_with_the_same_seed()
    {
        project.Input = ":count 8\na\na\n:seed 2147483647\na\n";

        var answers = project.Run("sample", "bigram", "--interactive", "--quiet").Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(answers[0], answers[2].TrimEnd('\n'));
        Assert.NotEqual(answers[0], answers[1]);
    }

    [Theory]
    [InlineData("ak7", "'7'")]
    [InlineData(":temprature 1", "There is no command ':temprature'. Did you mean 'temperature'? `:help` shows all.")]
    [InlineData(":top-p 1.5", "sampling.top-p: expected a number above 0 and at most 1, found '1.5'.")]
    public void A_mistake_is_told_and_does_not_end_it(string line, string message)
    {
        project.Input = line + "\nak\n";

        var outcome = project.Run("sample", "bigram", "--interactive", "--count", "1", "--quiet");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith("ak", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_shows_every_setting_with_its_value()
    {
        project.Input = ":top-k 7\n:help\n";

        var help = project.Run("sample", "bigram", "--interactive").Error;

        Assert.Contains("\n  :top-k 7 ", help, StringComparison.Ordinal);
        Assert.Contains("\n  :repetition-penalty 1 ", help, StringComparison.Ordinal);
        Assert.Contains("\n  :quit ", help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_stands_before_each_line_where_somebody_sits_at_a_terminal()
    {
        project.InputIsTerminal = true;
        project.Input = "ak\n";

        Assert.EndsWith("> > ", project.Run("sample", "bigram", "--interactive").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_does_not_talk_to_a_script()
    {
        var outcome = project.Run("sample", "bigram", "--interactive", "--json");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("--interactive answers line by line", outcome.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
