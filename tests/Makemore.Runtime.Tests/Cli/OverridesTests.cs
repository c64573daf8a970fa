using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class OverridesTests
{
    private static readonly RunPlan Plan = RunPlan.Of(new SteppedExperiment("mlp"));

    public static TheoryData<string> OverridableKeys => [.. Overrides.Settings.Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(OverridableKeys))]
    public void Every_overridable_key_of_the_table_changes_the_spec(string path)
    {
        var key = SpecKeys.Find(path)!;
        var spec = Plan.Spec;

        var changed = Candidates(key).Select(text => OverrideSetters.Set(spec, path, OverrideValue.Parse(key, text))).ToArray();

        Assert.All(changed, Assert.NotNull);
        // A choice of one word, such as the optimizer, has nothing to change to.
        Assert.True(key.Choices.Count == 1 || changed.Distinct().Count() > 1, $"{path} is set to nothing.");
    }

    [Fact]
    public void Records_hyperparameters_and_canonical_spec_change_together()
    {
        var changed = Overrides.Apply(Plan, [("training.steps", "1_000"), ("hidden", "300")]);

        Assert.Equal(1000, changed.Spec.Training.Steps);
        Assert.Equal(300, changed.Hyperparameters.List()[0].Value);
        Assert.Contains("steps: 1000\n", changed.CanonicalSpec, StringComparison.Ordinal);
        Assert.Contains("hidden: 300\n", changed.CanonicalSpec, StringComparison.Ordinal);
        Assert.Equal(20, Plan.Spec.Training.Steps);
    }

    [Fact]
    public void A_later_change_goes_before_an_earlier_one() =>
        Assert.Equal(3, Overrides.Apply(Plan, [("context", "2"), ("context", "3")]).Spec.Context);

    [Theory]
    [InlineData("0.01", "0.01")]
    [InlineData("{ 0: 0.1, 100_000: 0.01 }", "\n0: 0.1\n100000: 0.01")]
    [InlineData("0:0.10,100000:1e-2", "\n0: 0.1\n100000: 0.01")]
    [InlineData("0:0.01", "0.01")]
    [InlineData("type:constant,peak:0.01", "0.01")]
    [InlineData("{ type: linear, final: 0.01, peak: 1_0 }", "\ntype: linear\npeak: 10\nwarmup: 0\nfinal: 0.01")]
    [InlineData("type:constant,peak:0.01,warmup:9", "\ntype: constant\npeak: 0.01\nwarmup: 9")]
    public void A_schedule_has_one_canonical_text(string text, string canonical)
    {
        var value = OverrideValue.Parse(SpecKeys.Find("training.learning-rate")!, text);

        Assert.Equal(canonical, value.Text);
        Assert.Equal(0.01, value.Schedule!.At(100_000, 100_000), 1e-9);
    }

    [Fact]
    public void The_whole_split_is_a_batch_of_its_own_word()
    {
        var changed = Overrides.Apply(Plan, [("training.batch", "full")]);

        Assert.Equal(0, changed.Spec.Training.Batch);
        Assert.Contains("batch: full\n", changed.CanonicalSpec, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_the_build_depends_on_is_refused() =>
        Assert.StartsWith(
            "tokenizer.type: only the spec of 'mlp' can change it",
            Assert.Throws<MakemoreException>(() => Overrides.Apply(Plan, [("tokenizer.type", "byte")])).Message,
            StringComparison.Ordinal);

    private static string[] Candidates(SpecKey key) => key.Kind == ValueKind.Choice
        ? [.. key.Choices.Select(choice => choice.Word)]
        : key.Kind == ValueKind.Integer ? [SpecText.Format((key.Minimum ?? 0) + 1), SpecText.Format((key.Minimum ?? 0) + 7)]
        : ["1", "0.5"];
}
