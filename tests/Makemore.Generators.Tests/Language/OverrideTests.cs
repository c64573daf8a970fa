namespace Makemore.Generators.Tests.Language;

/// <summary>What an override of a hyperparameter could break is a constraint, which the generated constructor checks.</summary>
public sealed class OverrideTests
{
    private const string End = " |> flatten |> linear vocab";

    [Theory]
    [InlineData("let n = 8\ntokens |> embed n |> attention 2" + End, "AtLeast n 1; Multiple n 2")]
    [InlineData("let n = 8\ntokens |> embed (4 * n)" + End, "AtLeast n 1")]
    [InlineData("let n = 8\ntokens |> embed (n - 4)" + End, "AtLeast n - 4 1")]
    [InlineData("let n = 8\ntokens |> embed (n / 2)" + End, "Multiple n 2; AtLeast n / 2 1")]
    [InlineData("let n = 8\ntokens |> embed (4 * n / 2)" + End, "AtLeast n 1")]
    [InlineData("let n = 8\ntokens |> embed n |> residual (linear 8)" + End, "AtLeast n 1; Equal n 8")]
    [InlineData("let p = 0.1\ntokens |> embed 8 |> dropout p" + End, "AtLeast p 0; Below p 1")]
    [InlineData("tokens |> embed 8 |> flatten 3 |> linear vocab", "Multiple context 3; Equal context / 3 1")]
    [InlineData("tokens |> embed 8 |> repeat context tanh" + End, "Below context 10001")]
    [InlineData("tokens |> embed 8 |> repeat context (linear 4)" + End, "Equal context 3")]
    [InlineData("tokens |> embed (if context > 2 then 3 else 4)" + End, "Equal context 3")]
    public void What_an_override_could_break_is_checked_again(string program, string constraints) =>
        Assert.Equal(constraints,
            string.Join("; ", ModelText.Graph(program).Constraints.Select(c => $"{c.Kind} {c.Left} {c.Right}")));

    [Theory]
    [InlineData("let n = 2\ntokens |> embed 8 |> repeat n (linear 4)" + End)]
    [InlineData("let n = 2\ntokens |> embed 8 |> (if n > 1 then tanh else relu)" + End)]
    [InlineData("let n = 2\ntokens |> embed 8 init=(normal 1 order=n)" + End)]
    public void What_the_structure_depends_on_is_a_constant(string program) =>
        Assert.True(ModelText.Graph(program).Hyperparameters.Single().IsConstant);

    [Theory]
    [InlineData("let n = 2\ntokens |> embed 8 |> repeat n tanh" + End)]
    [InlineData("let n = 2\nlet block = residual (layernorm >> attention 2)\ntokens |> embed 8 |> repeat n block" + End)]
    public void The_number_of_layers_that_are_alike_is_no_constant(string program) =>
        Assert.False(ModelText.Graph(program).Hyperparameters.Single().IsConstant);

    [Fact]
    public void Composition_goes_both_ways() => Assert.Equal(
        ModelText.Graph("tokens |> embed 8 |> (relu >> tanh >> flatten) |> linear vocab")
            .Nodes.Select(node => node.Operation.Text),
        ModelText.Graph("tokens |> embed 8 |> (flatten << tanh << relu) |> linear vocab")
            .Nodes.Select(node => node.Operation.Text));

    [Fact]
    public void A_base_spec_of_another_folder_uses_the_files_beside_it()
    {
        (string, string)[] files =
        [
            ("bases/base.yaml", "dataset: names\ncontext: 3\nmodel: |\n  use \"layers/dense.mk\"\n  tokens |> embed " +
                "8 |> flatten |> dense 10 |> linear vocab\n"),
            ("bases/layers/dense.mk", "use \"../activation.mk\"\nlet dense n = linear n >> activation\n"),
            ("bases/activation.mk", "let activation = tanh\n"),
        ];
        Assert.Equal(
            "embed 8 -> (batch, context, 8)\nflatten -> (batch, context * 8)\nlinear 10 -> (batch, 10)\ntanh -> " +
                "(batch, 10)\nlinear vocab -> (batch, vocab)",
            ModelText.Steps(ModelText.GraphOfSpec("extends: bases/base.yaml\n", files)));
    }

    [Fact]
    public void A_number_less_a_tensor_is_its_negative_and_the_number() => Assert.Equal(
        "embed 8 -> (batch, context, 8)\n* -1 -> (batch, context, 8)\n+ 1 -> (batch, context, 8)\nflatten -> (batch, " +
            "context * 8)\nlinear vocab -> (batch, vocab)",
        ModelText.Steps(ModelText.Graph("let e = tokens |> embed 8\n(1 - e)\n|> flatten |> linear vocab")));
}
