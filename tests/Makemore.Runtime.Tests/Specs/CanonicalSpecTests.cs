using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Specs;

public sealed class CanonicalSpecTests
{
    private const string Canonical =
        "context: 3\nmodel:\n  program: |\n    steps: 1\n    training:\n\n      x\n  embedding: 10\ntraining:\n  steps: 5\n  learning-rate:\n    0: 0.1\n    10: 0.01\n  seed: 1\nsampling:\n  seed: 2\n";

    [Theory]
    [InlineData("context", "context: 3\n", "context: 9\n")]
    [InlineData("training.steps", "  steps: 5\n", "  steps: 9\n")]
    [InlineData("training.learning-rate", "  learning-rate:\n    0: 0.1\n    10: 0.01\n", "  learning-rate: 9\n")]
    [InlineData("sampling.seed", "sampling:\n  seed: 2\n", "sampling:\n  seed: 9\n")]
    [InlineData("model.embedding", "  embedding: 10\n", "  embedding: 9\n")]
    [InlineData("model.hidden", "  embedding: 10\n", "  embedding: 10\n  hidden: 9\n")]
    [InlineData("evaluation.every", "  seed: 2\n", "  seed: 2\nevaluation:\n  every: 9\n")]
    public void An_override_changes_one_leaf_and_nothing_else(string path, string before, string after) =>
        Assert.Equal(Canonical.Replace(before, after, StringComparison.Ordinal), CanonicalSpec.Override(Canonical, path, "9"));

    [Fact]
    public void An_override_twice_is_the_last_one() =>
        Assert.Equal(
            CanonicalSpec.Override(Canonical, "model.hidden", "2"),
            CanonicalSpec.Override(CanonicalSpec.Override(Canonical, "model.hidden", "1"), "model.hidden", "2"));
}
