using Makemore.Runtime.Runs.Plans;
using Xunit;

namespace Makemore.Runtime.Tests.Specs;

public sealed class CanonicalSpecTests
{
    private const string Canonical =
        "context: 3\nmodel:\n  program: |\n    steps: 1\n    training:\n\n      x\n  embedding: 10\ntraining:\n  " +
            "steps: 5\n  learning-rate:\n    0: 0.1\n    10: 0.01\n  seed: 1\nsampling:\n  seed: 2\n";

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

    [Theory]
    [InlineData("context", "3")]
    [InlineData("training.steps", "5")]
    [InlineData("training.learning-rate", null)]
    [InlineData("training", null)]
    [InlineData("model.program", "|")]
    [InlineData("model.steps", null)]
    [InlineData("evaluation.every", null)]
    public void A_value_is_found_where_it_stands_on_one_line(string path, string? value) =>
        Assert.Equal(value, CanonicalSpec.Find(Canonical, path));

    [Theory]
    [InlineData("context", "context: 3\n")]
    [InlineData("training.learning-rate", "  learning-rate:\n    0: 0.1\n    10: 0.01\n")]
    [InlineData("sampling", "sampling:\n  seed: 2\n")]
    [InlineData("evaluation", "")]
    public void A_key_goes_with_all_that_it_holds(string path, string lines) =>
        Assert.Equal(lines.Length == 0 ? Canonical
            : Canonical.Replace(lines, "", StringComparison.Ordinal), CanonicalSpec.Remove(Canonical, path));

    [Fact]
    public void A_schedule_that_a_spec_has_already_changes_nothing() =>
        Assert.Equal(Canonical, CanonicalSpec.Override(Canonical, "training.learning-rate", "\n0: 0.1\n10: 0.01"));

    [Fact]
    public void An_override_twice_is_the_last_one() =>
        Assert.Equal(
            CanonicalSpec.Override(Canonical, "model.hidden", "2"),
            CanonicalSpec.Override(CanonicalSpec.Override(Canonical, "model.hidden", "1"), "model.hidden", "2"));
}
