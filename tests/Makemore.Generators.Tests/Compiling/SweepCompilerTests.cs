using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Compiling;

public sealed class SweepCompilerTests
{
    private const string Deep =
        "model: |\n  let depth = 2\n  tokens |> onehot |> flatten |> (if depth > 1 then tanh else relu) |> linear vocab\n";

    [Theory]
    [InlineData(2)]
    [InlineData(900)]
    public void Every_structure_has_a_network_also_where_the_grid_is_large(int steps)
    {
        var values = string.Join(", ", Enumerable.Range(1, steps));
        var unit = SpecProject.Of(
            ("deep.yaml", Deep),
            ("spec.yaml", $"sweep: {{ over: deep, axes: {{ depth: [1, 2, 3], tokenizer: [char, byte], training.steps: [{values}] }} }}\n"))
            .Sweep().Unit;
        Assert.NotNull(unit);
        Assert.Equal(
            ["1 byte", "1 char", "2 byte", "2 char", "3 byte", "3 char"],
            unit.Networks.Select(network => string.Join(' ', network.Where.SelectMany(condition => condition.Values))).Order());
        Assert.Single(unit.Networks, network => network.Unit is null);
    }

    [Theory]
    [InlineData("deep: [true, false]", "true: own; false: new")]
    [InlineData("deep: [false, true], activation: [relu, gelu, tanh]", "false: new; true: own")]
    [InlineData("activation: [relu, gelu, tanh]", ": own")]
    [InlineData("activation: [relu, tanh], deep: false", "false: new")]
    [InlineData("activation: silu, model.deep: true", "true: own")]
    public void Yes_and_no_have_a_network_each_and_words_share_one(string axes, string networks)
    {
        var unit = SpecProject.Of(
            ("words.yaml", "model: |\n  let activation = gelu\n  let deep = true\n" +
                "  tokens |> onehot |> flatten |> (if deep then linear 8 else id) |> activation |> linear vocab\n"),
            ("spec.yaml", $"sweep: {{ over: words, axes: {{ {axes} }} }}\n"))
            .Sweep().Unit!;
        Assert.Equal(networks, string.Join("; ", unit.Networks.Select(network =>
            $"{string.Join(' ', network.Where.SelectMany(condition => condition.Values))}: {(network.Unit is null ? "own" : "new")}")));
    }

    [Fact]
    public void A_sweep_over_an_experiment_that_is_wrong_leaves_it_to_say_so()
    {
        var project = SpecProject.Of(("deep.yaml", "model: mpl\n"), ("spec.yaml", "sweep: { over: deep, axes: { training.steps: [1, 2] } }\n"));
        Assert.Empty(project.Compile());
        Assert.Null(project.Sweep().Unit);
        Assert.NotEmpty(project.Compile("deep.yaml"));
    }

    [Theory]
    [InlineData("hidden: [1, 2], model.hidden: [3]", "MKM1003")]
    [InlineData("hidden: { values: [1], over: mlp }, model.hidden: { values: [2], over: m* }", "MKM1003")]
    [InlineData("hidden: { values: [1], over: [] }", "MKM1004")]
    [InlineData("hidden: [1, ~]", "MKM4003")]
    [InlineData("training.steps: int -1 20", "MKM1005")]
    public void A_mistake_is_one_error(string axes, string id)
    {
        var project = SpecProject.Of(("mlp.yaml", "model: mlp\n"), ("spec.yaml", $"sweep: {{ over: mlp, axes: {{ {axes} }} }}\n"));
        Assert.Equal(id, Assert.Single(project.Compile()).Rule.Id);
    }
}
