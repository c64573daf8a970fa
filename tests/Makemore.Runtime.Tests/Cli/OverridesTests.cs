using Makemore.Format;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
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
    public void Another_optimizer_brings_its_own_keys_and_those_of_the_old_one_go()
    {
        const string Sgd = "training:\n  steps: 20\n  optimizer:\n    type: sgd\n";
        var plan = Plan with { CanonicalSpec = Sgd };

        var adam = Overrides.Apply(plan, [("training.optimizer", "adamw"), ("training.optimizer.beta1", "0.8")]);
        var lion = Overrides.Apply(adam, [("training.optimizer.type", "lion")]);
        var again = Overrides.Apply(lion, [("training.optimizer", "sgd")]);

        Assert.Equal(Sgd.Replace("sgd", "adamw\n    beta1: 0.8\n    beta2: 0.999\n    epsilon: 1e-8",
            StringComparison.Ordinal), adam.CanonicalSpec);
        Assert.Equal(Sgd.Replace("sgd", "lion\n    beta1: 0.8\n    beta2: 0.99", StringComparison.Ordinal), lion.CanonicalSpec);
        Assert.Equal((OptimizerType.Lion, 0.8, 0.99), (lion.Spec.Training.Optimizer.Type,
            lion.Spec.Training.Optimizer.Beta1, lion.Spec.Training.Optimizer.Beta2));
        Assert.Equal(Sgd, again.CanonicalSpec);
    }

    [Fact]
    public void A_key_that_the_optimizer_does_not_have_is_refused() => Assert.Contains(
        "training.optimizer.momentum does not apply to 'mlp'",
        Assert.Throws<MakemoreException>(() => Overrides.Apply(
            Plan with { CanonicalSpec = "training:\n  optimizer:\n    type: sgd\n" },
                [("training.optimizer.momentum", "0.5")])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("type:cosin,peak:1", "Did you mean 'cosine'?")]
    [InlineData("type:cosine,peak:1,warmups:3", "Did you mean 'warmup'?")]
    [InlineData("type:cosine", "needs a 'peak'")]
    [InlineData("type:cosine,peak:-1", "0 or more")]
    [InlineData("5:0.1", "begin with 0")]
    public void A_schedule_that_is_none_is_refused_with_what_was_meant(string text, string advice) => Assert.Contains(
        advice,
        Assert.Throws<MakemoreException>(() => Overrides.Apply(Plan, [("training.learning-rate", text)])).Message,
        StringComparison.Ordinal);

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
