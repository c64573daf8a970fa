using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData(DatasetUnit.Line)]
    [InlineData(DatasetUnit.Text)]
    public void The_dev_split_as_a_file_scores_as_the_run_was_measured(DatasetUnit unit)
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(index => $"{"anna hannah jo an"[(index % 5)..]} {index % 7}")];
        File.WriteAllLines(Path.Combine(project.Folder, "train.txt"), lines[..30]);
        File.WriteAllLines(Path.Combine(project.Folder, "dev.txt"), lines[30..]);
        project.Experiments =
            [new CountedExperiment("given") { Dataset = new() { Train = "train.txt", Dev = "dev.txt", Unit = unit } }];

        var trained = project.Run("train", "given", "--json").Json.GetProperty("losses").GetProperty("dev").GetDouble();
        var scored = project.Run("score", "given", "dev.txt", "--json").Json;

        Assert.Equal(trained, scored.GetProperty("loss").GetDouble(), 1e-5);
        Assert.Equal(Math.Exp(trained), scored.GetProperty("perplexity").GetDouble(), 1e-4);
        Assert.Equal(10, scored.GetProperty("lines").GetArrayLength());
    }

    [Fact]
    public void Each_line_has_its_loss_and_the_surprise_of_each_character()
    {
        var line = project.Run("score", "bigram", "--text", "aka", "--json").Json.GetProperty("lines")[0];

        var characters = line.GetProperty("characters").EnumerateArray().ToArray();
        Assert.Equal(["a", "k", "a", ""], characters.Select(character => character.GetProperty("text").GetString()));
        Assert.Equal(
            line.GetProperty("loss").GetDouble(),
            characters.Average(character => character.GetProperty("surprise").GetDouble()), 1e-12);
        Assert.Equal((4, "aka"), (line.GetProperty("tokens").GetInt32(), line.GetProperty("text").GetString()));
    }

    [Fact]
    public void Lines_of_the_standard_input_stand_in_a_table_with_their_mean()
    {
        project.Input = "aka\n\n  bla \n";
        var outcome = project.Run("score", "bigram", "--quiet");
        var same = project.Run("score", "bigram", "-", "--quiet");

        Assert.Equal((0, outcome.Output), (same.ExitCode, same.Output));
        Assert.Matches(
            @"^    loss  perplexity    tokens  text\n( +\d+\.\d{4} +\d+\.\d\d +4  (aka|bla)\n){2} +\d+\.\d{4} +\d+\.\d\d +8  2 lines\n\z",
            outcome.Output);
    }

    [Fact]
    public void Characters_stand_in_rows_of_their_own_where_there_are_no_colours()
    {
        var outcome = project.Run("score", "mlp", "--text", "ak", "--quiet");

        // Each of 21 tokens is as likely as the others: ln 21.
        Assert.Equal(
            "    loss  perplexity    tokens  text\n  3.0445       21.00         3  ak\n  3.0445  a\n  3.0445  k\n  3.0445  ⏎\n",
            outcome.Output);
        project.Input = "ak";
        Assert.Equal(outcome.Output, project.Run("score", "mlp", "--characters", "--quiet").Output);
    }

    [Theory]
    [InlineData("There is no text to score", "score", "bigram")]
    [InlineData("all lines are empty", "score", "bigram", "empty.txt")]
    [InlineData("Cannot read gone.txt", "score", "bigram", "gone.txt")]
    [InlineData("is no UTF-8", "score", "bigram", "latin.txt")]
    [InlineData("a file or --text, not both", "score", "bigram", "empty.txt", "--text", "a")]
    [InlineData("character 2: the character 'Z'", "score", "bigram", "--text", "aZ")]
    public void What_cannot_be_scored_is_an_error(string message, params string[] args)
    {
        project.InputIsTerminal = true;
        File.WriteAllText(Path.Combine(project.Folder, "empty.txt"), "\n  \n");
        File.WriteAllBytes(Path.Combine(project.Folder, "latin.txt"), [(byte)'a', 0xE9, (byte)'\n']);

        var outcome = project.Run([.. args, "--quiet"]);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}
