using Makemore.Generators.Graphs;
using Makemore.Generators.Language;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Language;

/// <summary>What at the top of a program is set from outside: numbers, words, yes and no.</summary>
public sealed class HyperparameterTests
{
    private const string Rest = "tokens |> embed 8 |> a |> flatten |> linear vocab";

    [Theory]
    [InlineData("let a = gelu", "a=gelu: activate a")]
    [InlineData("let a = tanh\nlet b = a\nlet a2 = b >> a", "a=tanh: activate a")]
    [InlineData("let tanh = relu\nlet a = tanh", "tanh=relu: activate tanh")]
    [InlineData("let gelu = gelu approximate=tanh\nlet a = gelu", ": gelu approximate=tanh")]
    [InlineData("let relu x = abs x\nlet a = relu", ": abs")]
    [InlineData("let a = exp", ": exp")]
    [InlineData("let a = softmax", ": softmax")]
    [InlineData("let a = relu >> id", ": relu")]
    [InlineData("let a = if true then silu else tanh", ": silu")]
    [InlineData("let a x = silu x", ": silu")]
    [InlineData("let deep = false\nlet a = if deep then tanh else relu", "deep=false constant: relu")]
    [InlineData("let n = -1\nlet x = 0.5\nlet deep = true\nlet a x = x * n", "n=-1 x=0.5 deep=true constant: * n")]
    public void A_plain_number_and_a_bare_word_are_hyperparameters(string definitions, string expected)
    {
        var graph = ModelText.Graph($"{definitions}\n{Rest}");
        var all = graph.Hyperparameters.Select(one => $"{one.Name}={one.Text}{(one.IsConstant ? " constant" : "")}");
        Assert.Equal(expected, $"{string.Join(' ', all)}: {graph.Nodes[2].Operation.Text}");
    }

    [Theory]
    [InlineData("let a = gelu", "a: relu", "relu")]
    [InlineData("let a = gelu", "a: 'relu'", "relu")]
    [InlineData("let deep = true\nlet a = if deep then tanh else relu", "deep: false", "false")]
    [InlineData("let innerWord = gelu\nlet a = innerWord", "inner-word: silu", "silu")]
    public void The_spec_goes_before_the_program(string definitions, string argument, string value)
    {
        var program = $"{definitions}\n{Rest}".Replace("\n", "\n    ", StringComparison.Ordinal);
        var graph = ModelText.GraphOfSpec($"dataset: names\nmodel:\n  program: |\n    {program}\n  {argument}\n");
        Assert.Equal(value, graph.Hyperparameters.Single().Text);
    }

    [Fact]
    public void The_text_of_a_graph_has_the_name_of_a_choice_and_not_its_word() => Assert.Equal(
        GraphText.Of(ModelText.Graph($"let a = gelu\n{Rest}")), GraphText.Of(ModelText.Graph($"let a = relu\n{Rest}")));

    [Fact]
    public void The_words_are_those_of_the_runtime() => Assert.Equal(
        Operations.Activations.Select(function => function.ToString()).Order(StringComparer.Ordinal),
        Enum.GetNames<Makemore.Runtime.Specs.ActivationFunction>().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("activation: [relu, rellu]",
        "(5,24-5,29): error MKM2018: 'activation' must be 'tanh' or 'relu' or 'gelu' or 'silu' or 'sigmoid' or 'softplus', but this is 'rellu'. Did you mean 'relu'?")]
    [InlineData("activation: int 1 2", "(5,21-5,22): error MKM2018: 'activation' must be 'tanh' or 'relu' or 'gelu' or 'silu' or 'sigmoid' or 'softplus', but this is '1'.")]
    [InlineData("deep: [true, 1]", "(5,18-5,19): error MKM2018: 'deep' must be true or false, but this is '1'.")]
    [InlineData("dep: [true, false]", "(5,5-5,8): error MKM2008: 'program' has no argument 'dep'. Did you mean 'deep'?")]
    public void A_wrong_value_of_an_axis_is_told_at_its_place(string axis, string message)
    {
        var project = SpecProject.Of(
            ("words.yaml", "dataset: names\nmodel: |\n  let activation = gelu\n  let deep = true\n" +
                "  tokens |> onehot |> flatten |> (if deep then linear 8 else id) |> activation |> linear vocab\n"),
            ("spec.yaml", $"# A sweep\nsweep:\n  over: words\n  axes:\n    {axis}\n"));
        Assert.StartsWith("spec.yaml" + message, DiagnosticText.Render(project.Compile(), project.Texts), StringComparison.Ordinal);
    }
}
