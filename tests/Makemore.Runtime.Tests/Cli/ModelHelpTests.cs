using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class ModelHelpTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Help_of_a_name_shows_its_hyperparameters_with_comments_types_and_defaults()
    {
        var outcome = project.Run("train", "mlp", "--help");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith(
            """
            Hyperparameters of mlp:

            option    type           default  what it is
            --gain    NUMBER         0.5
            --hidden  NUMBER         200      neurons of the hidden layer
            --layers  (in the spec)  2

            Settings:

            """.ReplaceLineEndings("\n"),
            outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n--training\.steps +20  +The number of steps", outcome.Output);
        Assert.DoesNotContain("--smoothing.k ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(outcome.Output.Split('\n'), line => line.StartsWith("--training", StringComparison.Ordinal) && line.Length > 80);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs")));
    }

    [Fact]
    public void Help_of_several_names_says_which_has_which()
    {
        var output = project.Run("train", "**", "--help").Output;

        Assert.StartsWith("Hyperparameters of bigram, mlp, lectures/part1-bigram and 1 more:\n", output, StringComparison.Ordinal);
        Assert.Matches(@"\n--hidden +NUMBER +200 +mlp, lectures/part2-mlp +neurons of the hidden layer\n", output);
        Assert.Matches(@"\n--smoothing\.k .*bigram, lectures/part1-bigram", output);
        Assert.Matches(@"\n--sampling\.count .*all", output);
    }

    [Fact]
    public void Help_of_a_name_is_one_object_in_json()
    {
        var help = project.Run("sample", "mlp", "--help", "--json").Json;

        Assert.Equal(["mlp"], help.GetProperty("experiments").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("neurons of the hidden layer", help.GetProperty("hyperparameters")[1].GetProperty("summary").GetString());
    }

    [Fact]
    public void Help_of_a_misspelt_name_says_which_was_meant()
    {
        var outcome = project.Run("train", "mlpp", "--help");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Did you mean 'mlp'?", outcome.Error, StringComparison.Ordinal);
    }
}
