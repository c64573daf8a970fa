using Makemore.Runtime.Tests.Torch.Operations.Specs;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>Words, and yes and no, as options of the command line.</summary>
public sealed class ChosenActivationCommandTests : IDisposable
{
    private const string Name = "Torch/Operations/Specs/chosen-activation";

    private readonly TestProject project = new() { Experiments = [new ChosenActivation()] };

    public void Dispose() => project.Dispose();

    [Theory]
    [InlineData("--activation rellu",
        "activation: expected tanh or relu or gelu or silu or sigmoid or softplus, found 'rellu'. Did you mean 'relu'?")]
    [InlineData("--activation 3", "activation: expected tanh or relu or gelu or silu or sigmoid or softplus, found '3'.")]
    [InlineData("--normalized true",
        $"normalized: it shapes the network of '{Name}', so set it in the spec under `model:`, or as an axis of a sweep, and build again.")]
    public void A_value_that_cannot_be_set_is_told_in_one_line_with_exit_code_2(string option, string message)
    {
        var outcome = project.Run(["train", Name, .. option.Split(' ')]);

        Assert.Equal((2, "", $"error: {message}\n"), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [Theory]
    [InlineData("--activation, --model.activation <tanh|relu|gelu|silu|sigmoid|softplus>")]
    [InlineData("--model.normalized, --normalized <true|false>")]
    public void The_help_lists_the_words(string line) =>
        Assert.Contains(line, project.Run("train", "--help").Output, StringComparison.Ordinal);

    [Fact]
    public void Show_has_the_word_that_is_asked_for()
    {
        var outcome = project.Run("show", Name, "--activation", "relu");

        Assert.Contains("  activation: relu\n  normalized: false\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("activate activation", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("activation=softplus normalized=false", project.Run("list").Output, StringComparison.Ordinal);
    }

    [Fact]
    [NeedsTorch]
    public void A_run_with_another_word_is_found_and_compared_by_it()
    {
        var trained = project.Run("train", Name, "--activation", "relu", "--training.steps", "3", "--context", "20");
        Assert.Equal(0, trained.ExitCode);

        var row = Assert.Single(project.Run("runs", "--where", "activation = relu", "--json").Json.GetProperty("runs").EnumerateArray());
        Assert.Equal(0, project.Run("runs", "--where", "activation = tanh", "--json").Json.GetProperty("runs").GetArrayLength());
        var difference = project.Run("diff", Name, $"{Name}@{row.GetProperty("hash").GetString()}");
        Assert.Equal("", difference.Error);
        Assert.Contains("-  activation: softplus\n+  activation: relu\n   normalized: false\n", difference.Output, StringComparison.Ordinal);
    }
}
