using CsCheck;
using Makemore.Format;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Cli;
using Makemore.Runtime.Tests.Models;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>A run is its typed settings: another hash where, and only where, numbers can change.</summary>
public sealed class RunIdentityTests
{
    private static readonly RunPlan Trained = TestRuns.TorchPlan;

    // Between them, every key of the table applies to one.
    private static readonly RunPlan[] Plans =
    [
        Trained,
        Changed(Trained, ("training.optimizer", "adamw"), ("smoothing.type", "label"), ("regularization.l2", "0.1")),
        Changed(Trained, ("training.optimizer", "nesterov"), ("training.early-stopping", "3"), ("training.batch", "full")),
        Changed(Trained, ("dataset.unit", "text"), ("split.shuffle", "none"), ("tokenizer.type", "bpe")),
        Changed(Trained, ("dataset.train", "train.txt")),
        .. ((string[])["add-k", "jelinek-mercer", "kneser-ney", "katz", "stupid-backoff"]).Select(method =>
            Changed(RunPlan.Of(new CountedExperiment("bigram")), ("smoothing.type", method))),
    ];

    private static readonly Gen<(RunPlan Plan, SpecKey Key, string Text)> Changes =
        from plan in Of(Plans)
        // With another kind of source go keys that do not apply to it, and the data, whose hash is the same here.
        from key in Of(SpecKeys.All.Where(key => IsTyped(key) && key.Path is not ("dataset.train" or "arpa")))
        from text in Value(key)
        select (plan, key, text);

    public static TheoryData<string> Keys => [.. SpecKeys.All.Where(IsTyped).Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_key_applies_to_one_of_the_plans(string path) =>
        Assert.Contains(Plans, plan => PlanSettings.Applies(plan, SpecKeys.Find(path)!));

    [Fact]
    public void Another_value_of_a_key_is_another_run_where_and_only_where_numbers_can_change() => Changes.Sample(
        change =>
        {
            var (plan, key, text) = change;
            var changed = plan with { Spec = SettingAccess.With(plan.Spec, key, text) };
            // Of a key that does not apply, and of a value that is the same, nothing can follow.
            var canChange = key.ChangesNumbers && plan.Text(key.Path) != changed.Text(key.Path);
            Assert.Equal(canChange, HashOf(plan) != HashOf(changed));
        },
        iter: 3000);

    [Fact]
    public void Another_value_of_a_hyperparameter_is_another_run() =>
        Assert.NotEqual(HashOf(Trained), HashOf(Trained with { Hyperparameters = Trained.Hyperparameters.With("hidden", 9) }));

    [Fact]
    public void What_a_plan_says_twice_is_the_same_run() => Assert.Equal(
        HashOf(Trained),
        HashOf(Trained with { Spec = Trained.Spec with { Training = Trained.Spec.Training with { Steps = 60 } } }));

    [Fact]
    public void Expectations_and_a_description_make_no_other_run() => Assert.Equal(
        HashOf(Trained),
        HashOf(Trained with { Spec = Trained.Spec with { Description = "A run", Expect = [new(Figure.DevLoss, null, 1, 1)] } }));

    [Fact]
    public void Other_data_another_network_and_other_numerics_make_another_run()
    {
        RunPlan Plan(string network, int version) =>
            RunPlan.Of(new SoftmaxExperiment(TestRuns.Spec, network, version));
        var identities = new[]
        {
            RunIdentity.Of(Plan("network", 1), "a"), RunIdentity.Of(Plan("network", 1), "b"),
            RunIdentity.Of(Plan("other", 1), "a"), RunIdentity.Of(Plan("network", 2), "a"),
        };

        Assert.Equal(4, identities.Select(identity => identity.Hash).Distinct().Count());
        Assert.Equal(RunIdentity.Of(Plan("network", 1), "a").Hash, RunIdentity.Of(Plan("network", 1), "a").Hash);
    }

    [Fact]
    public void The_same_settings_have_the_same_hash_on_every_machine() => Assert.Equal("4905ba963a58", HashOf(TestRuns.Plan));

    /// <summary>The keys that are said to change no numbers, with another value than the plan has.</summary>
    public static TheoryData<string, string> KeysWithoutEffect => new()
    {
        { "training.checkpoint", "7" },
        { "evaluation.log", "3" },
        { "sampling.count", "2" },
        { "sampling.temperature", "0.5" },
        { "sampling.top-k", "1" },
        { "sampling.length", "3" },
        { "sampling.seed", "1" },
    };

    [Theory]
    [MemberData(nameof(KeysWithoutEffect))]
    public void A_key_without_effect_leaves_weights_and_losses_as_they_are(string path, string text)
    {
        Assert.False(SpecKeys.Find(path)!.ChangesNumbers);
        using var runs = new TestRuns();
        using var others = new TestRuns();

        var result = runs.Run(TestRuns.Plan);
        var changed = Overrides.Apply(TestRuns.Plan, [(path, text)]);
        var other = others.Run(changed);

        Assert.Equal((result.Hash, result.Losses), (other.Hash, other.Losses));
        Assert.Equal(
            File.ReadAllBytes(runs.FolderOf(TestRuns.Plan).Model), File.ReadAllBytes(others.FolderOf(changed).Model));
    }

    [Fact]
    public void The_difference_of_two_runs_is_told_key_by_key()
    {
        var other = Overrides.Apply(Trained, [("hidden", "9"), ("training.optimizer", "momentum"), ("sampling.count", "3")]);

        Assert.Equal(
            [
                new("model.hidden", "8", "9"), new("training.optimizer.momentum", null, "0.9"),
                new("training.optimizer.type", "sgd", "momentum"),
            ],
            RunIdentity.Of(Trained, "a").ChangesTo(RunIdentity.Of(other, "a")));
    }

    private static string HashOf(RunPlan plan) => RunIdentity.Of(plan, "data").Hash;

    private static bool IsTyped(SpecKey key) => key.Path != "extends" && key.Kind is not (
        ValueKind.Model or ValueKind.Expectation or ValueKind.StepExpectations);

    private static RunPlan Changed(RunPlan plan, params (string Path, string Text)[] changes) => plan with
    {
        Spec = changes.Aggregate(plan.Spec, (spec, change) =>
            SettingAccess.With(spec, Overrides.FindSetting(change.Path)!, change.Text)),
    };

    private static Gen<T> Of<T>(IEnumerable<T> values) => Gen.OneOf([.. values.Select(Gen.Const)]);

    private static Gen<string> Value(SpecKey key)
    {
        var least = Math.Max(key.Minimum ?? 0, 1e-3);
        var number = Gen.Double[least, Math.Max(least, Math.Min(key.Maximum ?? 9, 9))].Select(SpecText.Format);
        Gen<string>[] words = [.. key.Words.Select(word => Gen.Const(word.Word))];
        return key.Kind switch
        {
            ValueKind.Integer => Gen.OneOf(
                [Gen.Long[(long)Math.Ceiling(least), (long)Math.Min(key.Maximum ?? 1e9, least + 9)].Select(SpecText.Format), .. words]),
            ValueKind.Number => Gen.OneOf([number, .. words]),
            ValueKind.Choice => Of(key.Choices.Select(choice => choice.Word)),
            ValueKind.Schedule => Gen.OneOf(
                number, number.Select(rate => $"{{ 0: {rate}, 9: 1 }}"), number.Select(peak => $"{{ type: cosine, peak: {peak} }}")),
            _ => Gen.Char["abc"].Array[1, 3].Select(letters => new string(letters)),
        };
    }
}
