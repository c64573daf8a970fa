using Makemore.Generators.Graphs;

namespace Makemore.Generators.Tests.Language;

public sealed class PresetTests
{
    [Theory]
    [InlineData("onehot >> linear vocab bias=false init=zeros", 729)]
    [InlineData("mlp-sequence", 69_147)]
    [InlineData("bow", 12_827)]
    [InlineData("rnn", 11_803)]
    [InlineData("gru", 28_315)]
    [InlineData("transformer", 204_544)]
    public void At_the_defaults_of_makemore_py_a_model_has_as_many_parameters(string model, int parameters) =>
        Assert.Equal(parameters, Count(ModelText.GraphOfSpec($"dataset: names\ncontext: 16\nmodel: {model}\n")));

    [Theory]
    [InlineData("bigram", 1, 729)]
    [InlineData("mlp", 3, 11_897)]
    [InlineData("mlp-batchnorm", 3, 12_097)]
    [InlineData("wavenet", 8, 76_579)]
    public void A_preset_of_the_lectures_has_as_many_parameters_as_they_print(string preset, int context, int parameters) =>
        Assert.Equal(parameters, Count(ModelText.GraphOfSpec($"dataset: names\ncontext: {context}\nmodel: {preset}\n")));

    [Fact]
    public void Every_size_of_a_transformer_can_be_overridden() => Assert.Equal(
        [("width", false), ("heads", false), ("layers", false)],
        ModelText.GraphOfSpec("dataset: names\ncontext: 16\nmodel: transformer\n")
            .Hyperparameters.Select(h => (h.Name, h.IsConstant)));

    private static int Count(ModelGraph graph) => Count(graph.Body);

    private static int Count(Region region) =>
        region.Parameters.Where(parameter => parameter.IsTrained).Sum(parameter => parameter.Shape.Dimensions
            .Aggregate(1, (product, dimension) => product * (int)dimension.Value!.Value))
        + region.Nodes.Select(node => node.Operation).OfType<Repeat>().Sum(repeat =>
            (int)repeat.Count.Value!.Value * Count(repeat.Body));
}
