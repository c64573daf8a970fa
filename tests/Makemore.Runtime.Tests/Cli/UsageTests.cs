using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class UsageTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("trian mlp", "There is no command 'trian'. Did you mean 'train'?")]
    [InlineData("train mlpp", "There is no experiment 'mlpp'. Did you mean 'mlp'?")]
    [InlineData("train part2-mlp", "There is no experiment 'part2-mlp'. Did you mean 'lectures/part2-mlp'?")]
    [InlineData("train lecture/*", "No experiment matches 'lecture/*'.")]
    [InlineData("train", "Required argument 'NAME' missing for command: 'train'.")]
    [InlineData("sample **", "'**' names 4 experiments, but this command takes one.")]
    [InlineData("train mlp --hiden 3", "There is no option '--hiden' of `train`. Did you mean '--hidden'?")]
    [InlineData("train mlp --training.step=3",
        "There is no option '--training.step' of `train`. Did you mean '--training.steps'?")]
    [InlineData("train mlp --hidden", "Required argument missing for option: '--hidden'.")]
    [InlineData("train mlp --hidden many", "hidden: expected a whole number, found 'many'.")]
    [InlineData("train mlp --hidden 0", "hidden: expected 1 or more, found 0.")]
    [InlineData("train mlp --gain 1,5", "gain: expected a number, found '1,5'.")]
    [InlineData("train mlp --layers 3", "layers: it shapes the network of 'mlp', so set it in the spec under `model:`, or as an axis of a sweep, and build again.")]
    [InlineData("train bigram --hidden 3", "'bigram' has no hyperparameter 'hidden'. It has no hyperparameters.")]
    [InlineData("train bigram --training.steps 3", "training.steps does not apply to 'bigram'")]
    [InlineData("train mlp --training.steps -1", "training.steps: expected a whole number from 0 to 1e15, found '-1'.")]
    [InlineData("train mlp --training.batch all",
        "training.batch: expected a whole number from 1 to 2147483647 or full, found 'all'.")]
    [InlineData("train mlp --split.shuffle pyton",
        "split.shuffle: expected none or python, found 'pyton'. Did you mean 'python'?")]
    [InlineData("train mlp --training.learning-rate 0:0.1,0:0.2",
        "training.learning-rate: expected steps that begin with 0 and increase")]
    [InlineData("sample mlp --temperature 0", "sampling.temperature: expected a number above 0, found '0'.")]
    [InlineData("evaluate mlp --split tets", "--split: expected train or dev or test, found 'tets'. Did you mean 'test'?")]
    [InlineData("list --project-folder nowhere", "The project's folder '")]
    [InlineData("show mlp --code", "The generated file 'mlp.g.cs' is not below ")]
    public void A_mistake_is_told_in_one_line_with_exit_code_2(string arguments, string message)
    {
        var outcome = project.Run(arguments.Split(' '));

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("error: " + message, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs")));
    }

    [Fact]
    public void A_mistake_is_one_json_object_where_a_script_listens()
    {
        var outcome = project.Run("train", "mlpp", "--json");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("There is no experiment 'mlpp'.", outcome.Json.GetProperty("error").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(2, outcome.Json.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public void An_unexpected_failure_is_one_line_and_exit_code_1()
    {
        var outcome = Fail(project.Variables);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("error: broken (InvalidTimeZoneException; MAKEMORE_DEBUG=1 shows where)\n", outcome.Error);
    }

    [Fact]
    public void The_debug_variable_shows_the_whole_failure() =>
        Assert.Contains(
            "   at Makemore.Runtime", Fail(new Dictionary<string, string> { ["MAKEMORE_DEBUG"] = "1" }).Error,
                StringComparison.Ordinal);

    [Theory]
    [InlineData("--help", "Trains experiments that are not up to date.")]
    [InlineData("train --help", "--training.steps")]
    [InlineData("train --help", "--hidden, --model.hidden")]
    [InlineData("sample --help", "--sampling.top-k, --top-k")]
    public void Help_names_commands_and_options(string arguments, string text)
    {
        var outcome = project.Run(arguments.Split(' '));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains(text, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_of_a_spec_names_its_experiment() =>
        Assert.Equal(0, project.Run("train", "./lectures/part1-bigram.yaml").ExitCode);

    private static CommandOutcome Fail(IReadOnlyDictionary<string, string> variables)
    {
        using var failing = new TestProject
        {
            Experiments = [new SteppedExperiment("mlp") { BeforeStep = _ => throw new InvalidTimeZoneException("broken") }],
            Variables = variables,
        };
        return failing.Run("train", "mlp", "--quiet");
    }
}
