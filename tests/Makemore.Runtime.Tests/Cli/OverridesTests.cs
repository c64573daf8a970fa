using Makemore.Format;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

public sealed class OverridesTests
{
    private static readonly RunPlan Plan = RunPlan.Of(new SteppedExperiment("mlp"));

    private static readonly SpecKey Rate = SpecKeys.Find("training.learning-rate")!;

    public static TheoryData<string> OverridableKeys => [.. Overrides.Settings.Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(OverridableKeys))]
    public void Every_overridable_key_of_the_table_changes_the_spec(string path)
    {
        var key = SpecKeys.Find(path)!;

        var changed = Candidates(key).Select(text => SettingAccess.With(Plan.Spec, key, text)).ToArray();

        Assert.Equal(Candidates(key), changed.Select(spec => SettingAccess.Text(spec, path)));
        // A choice of one word, such as the optimizer, has nothing to change to.
        Assert.True(key.Choices.Count == 1 || changed.Distinct().Count() > 1, $"{path} is set to nothing.");
    }

    [Fact]
    public void A_plan_with_overrides_says_so_in_its_spec()
    {
        var changed = Overrides.Apply(Plan, [("training.steps", "1_000"), ("hidden", "300"), ("training.batch", "full")]);

        Assert.Equal((1000, BatchSize.Full), (changed.Spec.Training.Steps, changed.Spec.Training.Batch));
        Assert.Equal(new HyperparameterValue.Integer(300), changed.Hyperparameters.List()[0].Value);
        Assert.Contains("  steps: 1000\n  seconds: 0\n  batch: full\n", changed.ToYaml(), StringComparison.Ordinal);
        Assert.Contains("  hidden: 300\n", changed.ToYaml(), StringComparison.Ordinal);
        Assert.Equal(20, Plan.Spec.Training.Steps);
    }

    [Fact]
    public void A_later_change_goes_before_an_earlier_one() =>
        Assert.Equal(3, Overrides.Apply(Plan, [("context", "2"), ("context", "3")]).Spec.Context);

    [Theory]
    [InlineData("0.01", "0.01")]
    [InlineData("{ 0: 0.1, 100_000: 0.01 }", "{ 0: 0.1, 100000: 0.01 }")]
    [InlineData("0:0.10,100000:1e-2", "{ 0: 0.1, 100000: 0.01 }")]
    [InlineData("0:0.01", "0.01")]
    [InlineData("type:constant,peak:0.01", "0.01")]
    [InlineData("{ type: linear, final: 0.01, peak: 1_0 }", "{ type: linear, peak: 10, warmup: 0, final: 0.01 }")]
    [InlineData("type:constant,peak:0.01,warmup:9", "{ type: constant, peak: 0.01, warmup: 9 }")]
    [InlineData("type:one-cycle,peak:0.01,final:0.01", "{ type: one-cycle, peak: 0.01, final: 0.01 }")]
    public void A_schedule_has_one_text_that_reads_back_to_it(string text, string canonical)
    {
        var schedule = SettingReader.Read(Rate, text, Plan.Spec.Training.LearningRate);

        Assert.Equal(canonical, SettingText.Of(schedule));
        Assert.Equal(canonical, SettingText.Of(SettingReader.Read(Rate, canonical, schedule)));
        Assert.Equal(0.01, schedule.At(100_000, 100_000), 1e-9);
    }

    [Fact]
    public void Another_optimizer_brings_its_own_keys_and_those_of_the_old_one_go()
    {
        var adam = Overrides.Apply(Plan, [("training.optimizer", "adamw"), ("training.optimizer.beta1", "0.8")]);
        var lion = Overrides.Apply(adam, [("training.optimizer.type", "lion")]);
        var again = Overrides.Apply(lion, [("training.optimizer", "sgd")]);

        Assert.Contains("  optimizer:\n    type: adamw\n    beta1: 0.8\n    beta2: 0.999\n    epsilon: 1e-8\n", adam.ToYaml(),
            StringComparison.Ordinal);
        Assert.Contains("  optimizer:\n    type: lion\n    beta1: 0.8\n    beta2: 0.99\n  early", lion.ToYaml(),
            StringComparison.Ordinal);
        Assert.Equal(Plan.ToYaml(), again.ToYaml());
    }

    [Fact]
    public void A_key_that_the_optimizer_does_not_have_is_refused() => Assert.Contains(
        "training.optimizer.momentum does not apply to 'mlp'",
        Refused("training.optimizer.momentum", "0.5"), StringComparison.Ordinal);

    [Theory]
    [InlineData("type:cosin,peak:1", "Did you mean 'cosine'?")]
    [InlineData("type:cosine,peak:1,warmups:3", "Did you mean 'warmup'?")]
    [InlineData("type:cosine", "needs a 'peak'")]
    [InlineData("type:cosine,peak:-1", "from 0 to 1e30")]
    [InlineData("5:0.1", "begin with 0")]
    public void A_schedule_that_is_none_is_refused_with_what_was_meant(string text, string advice) =>
        Assert.Contains(advice, Refused("training.learning-rate", text), StringComparison.Ordinal);

    [Theory]
    [InlineData("context", "0", "context: expected 1 or more, found '0'. Only `model: ngram` can do without a context.")]
    [InlineData("context", "99999999999", "context: expected a whole number from 0 to 2147483647, found '99999999999'.")]
    [InlineData("training.batch", "0", "training.batch: expected a whole number from 1 to 2147483647 or full, found '0'.")]
    [InlineData("training.learning-rate", "1e300", "each number from 0 to 1e30, found '1e300'.")]
    [InlineData("training.optimizer", "adma", "training.optimizer.type: expected sgd or momentum or nesterov or adam or adamw or lion, found 'adma'. Did you mean 'adam'?")]
    [InlineData("regularization.l2", "1e31", "regularization.l2: expected a number from 0 to 1e30, found '1e31'.")]
    [InlineData("hidden", "9999999999", "hidden: expected a whole number of 32 bits, found '9999999999'.")]
    [InlineData("hidden", "1.5", "hidden: expected a whole number, found '1.5'.")]
    public void Overrides_are_held_to_the_ranges_of_specs(string key, string text, string message) =>
        Assert.EndsWith(message, Refused(key, text), StringComparison.Ordinal);

    [Fact]
    public void A_plan_that_was_changed_in_code_is_held_to_the_same_ranges() => Assert.Equal(
        "training.steps: expected a whole number from 0 to 1e15, found '-1'.",
        Assert.Throws<MakemoreException>(() => PlanSettings.Require(
            Plan with { Spec = Plan.Spec with { Training = Plan.Spec.Training with { Steps = -1 } } })).Message);

    [Fact]
    public void A_key_that_the_build_depends_on_is_refused() => Assert.StartsWith(
        "tokenizer.type: only the spec of 'mlp' can change it", Refused("tokenizer.type", "byte"), StringComparison.Ordinal);

    private static string Refused(string key, string text) =>
        Assert.Throws<MakemoreException>(() => Overrides.Apply(Plan, [(key, text)])).Message;

    private static string[] Candidates(SpecKey key) => key.Kind == ValueKind.Choice
        ? [.. key.Choices.Select(choice => choice.Word)]
        : key.Kind == ValueKind.Integer ? [SpecText.Format((key.Minimum ?? 0) + 1), SpecText.Format((key.Minimum ?? 0) + 7)]
        : ["1", "0.5", .. key.Words.Select(word => word.Word)];
}
