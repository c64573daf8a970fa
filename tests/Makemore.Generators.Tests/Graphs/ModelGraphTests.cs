using Makemore.Generators.Tests.Language;

namespace Makemore.Generators.Tests.Graphs;

public sealed class ModelGraphTests
{
    private const string Tied = "let table = tokens |> embed 6\ntable |> tanh |> unembed table";

    [Theory]
    [InlineData("let unused = tokens |> onehot\n")]
    [InlineData("let unused = tokens |> embed 6 |> linear 3\n")]
    public void Models_that_differ_in_what_nobody_needs_are_equal(string unused)
    {
        Assert.Equal(ModelText.Graph(Tied), ModelText.Graph(unused + Tied));
        Assert.NotEqual(ModelText.Graph(Tied), ModelText.Graph(Tied.Replace("tanh", "relu", StringComparison.Ordinal)));
    }
}
