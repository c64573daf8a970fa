using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Sweeps.Studies;
using Makemore.Runtime.Tests.Torch.Operations.Specs;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>A word of a hyperparameter is chosen at run time, and is the run of a spec that writes it.</summary>
public sealed class ChosenActivationTests
{
    private static readonly RunPlan Plan = Small(new ChosenActivation());

    public static TheoryData<string, Experiment> Written => new()
    {
        { "tanh", new Tanh() }, { "relu", new Relu() }, { "gelu", new Gelu() }, { "silu", new Silu() }, { "sigmoid", new Sigmoid() },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [NeedsTorch]
    [MemberData(nameof(Written))]
    public void A_run_with_a_word_comes_to_the_losses_of_a_spec_that_writes_it(string word, Experiment written)
    {
        using var runs = new TestRuns();
        var (chosen, plain) = (Overrides.Apply(Plan, [("activation", word)]), Small(written));

        var losses = runs.Run(chosen).Losses;

        Assert.Equal(runs.Run(plain).Losses, losses);
        Assert.Equal(
            MetricsLog.Read(runs.FolderOf(plain).Metrics).Select(metric => metric.Loss),
            MetricsLog.Read(runs.FolderOf(chosen).Metrics).Select(metric => metric.Loss));
        Assert.NotEqual(runs.Run(Plan).Losses, losses);
    }

    [Fact]
    public void A_word_is_a_part_of_the_run_and_of_its_spec()
    {
        var changed = Overrides.Apply(Plan, [("model.activation", "relu")]);
        var (own, run) = (RunIdentity.Of(Plan, "data"), RunIdentity.Of(changed, "data"));

        Assert.NotEqual(own.Hash, run.Hash);
        Assert.Equal(own.Network, run.Network);
        Assert.Equal([new("model.activation", "softplus", "relu")], own.ChangesTo(run));
        Assert.Contains("  activation: relu\n  normalized: false\n", changed.ToYaml(), StringComparison.Ordinal);
        Assert.Equal(ActivationFunction.Relu, ((ChosenActivation.Hyperparameters)changed.Hyperparameters).Activation);
        Assert.Equal(own.Hash, RunIdentity.Of(Overrides.Apply(changed, [("activation", "softplus")]), "data").Hash);
    }

    [Fact]
    [NeedsTorch]
    public void A_grid_over_words_and_over_yes_and_no_is_run_point_by_point()
    {
        using var study = new TestStudy(new Words());
        study.Run();

        var trials = study.Trials();
        Assert.Equal(
            Words.Grid().Select(point => point.ToValues().ToString()), trials.Select(trial => trial.Point.ToString()));
        Assert.Equal(6, trials.Select(trial => trial.Objective).Distinct().Count());
        Assert.All(Words.Grid(), point =>
        {
            var plan = new Words().PlanOf(point);
            Assert.Equal(
                [
                    new("activation", point.Activation) { Summary = "the activation" },
                    new Hyperparameter("normalized", point.Normalized, IsConstant: true) { Summary = "whether there is a normalization" },
                ],
                plan.Hyperparameters.List());
        });
    }

    private static RunPlan Small(Experiment experiment) => RunPlan.Of(experiment) with
    {
        Spec = experiment.Spec with
        {
            Context = 8,
            Dataset = new() { Path = "names.txt" },
            Training = experiment.Spec.Training with { Steps = 12, Batch = 4 },
            Evaluation = new() { Log = 1 },
        },
    };
}
