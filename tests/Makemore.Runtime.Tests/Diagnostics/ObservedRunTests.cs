using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Tests.Runs;
using Xunit;

namespace Makemore.Runtime.Tests.Diagnostics;

public sealed class ObservedRunTests : IDisposable
{
    private readonly TestRuns runs = new();
    private readonly TestRuns others = new();

    public static TheoryData<string> Networks => ["batchnorm", "bow", "gru", "lstm", "program", "transformer", "dropout", "transformer accumulate"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_run_that_is_looked_into_comes_to_the_same_bits_as_one_that_is_not(string network)
    {
        var plain = PlanOf(network);
        var observed = Observed(plain, every: 7);
        runs.Run(plain);
        others.Run(observed);

        Assert.Equal(runs.FolderOf(plain).Hash, others.FolderOf(observed).Hash);
        Assert.Equal(File.ReadAllBytes(runs.FolderOf(plain).Model), File.ReadAllBytes(others.FolderOf(observed).Model));
        Assert.False(File.Exists(runs.FolderOf(plain).Diagnostics));
        Assert.Equal([0, 7, 14, 21, 28, 35, 42, 49, 56, 59], Rows(others, observed).Select(row => row.Step));
    }

    [Fact]
    public void A_row_has_the_layers_and_the_matrices_of_the_network()
    {
        var plan = Observed(PlanOf("transformer"), every: 60);
        runs.Run(plan);
        var row = Rows(runs, plan)[0];

        Assert.Equal(["blocks.0.feedForward.gelu", "blocks.1.feedForward.gelu"], row.Layers.Select(layer => layer.Name));
        Assert.Contains(row.Parameters, parameter => parameter.Name == "blocks.1.attention.weight");
        Assert.All(row.Parameters, parameter => Assert.True(parameter.Shape.Length >= 2));
        Assert.Equal(Math.Log(row.Vocabulary), row.EvenGuess);
        Assert.InRange(row.Loss, 1, 4);
    }

    [Theory]
    [InlineData("gru")]
    [InlineData("dropout")]
    public void A_run_that_was_interrupted_sees_what_one_that_was_not_has_seen(string network)
    {
        var plan = Observed(PlanOf(network), every: 3);
        runs.Run(plan);
        others.Interrupt(plan, step: 13);
        File.AppendAllText(others.FolderOf(plan).Diagnostics, "{\"step\":15,");
        others.Interrupt(plan, step: 44);
        others.Run(plan);

        Assert.Equal(File.ReadAllText(runs.FolderOf(plan).Diagnostics), File.ReadAllText(others.FolderOf(plan).Diagnostics));
    }

    [Fact]
    public void What_is_seen_does_not_depend_on_the_threads()
    {
        var plan = Observed(Overrides.Apply(PlanOf("gru"), [("training.batch", "2000"), ("training.steps", "3")]), every: 1);
        foreach (var (one, threads) in new[] { (runs, 1), (others, 2) })
        {
            Runner.Run(plan, one.Options with { Threads = threads }, Runtime.Training.ITrainingObserver.Silent, TestContext.Current.CancellationToken);
        }

        Assert.Equal(File.ReadAllText(runs.FolderOf(plan).Diagnostics), File.ReadAllText(others.FolderOf(plan).Diagnostics));
    }

    [Fact]
    public void A_finished_run_without_diagnostics_is_made_again_when_they_are_asked_for_and_then_it_has_them()
    {
        var plain = PlanOf("batchnorm");
        var observed = Observed(plain, every: 20);
        runs.Run(plain);
        Assert.Null(Runner.FindResult(observed, runs.Options));

        var warned = new Warnings();
        runs.Run(observed, warned);

        Assert.Equal(["The diagnostics of step 0, which are asked for, were not recorded; the run is made again."], warned.Messages);
        Assert.NotNull(Runner.FindResult(observed, runs.Options));
        Assert.NotNull(Runner.FindResult(plain, runs.Options));
        Assert.Null(Runner.FindResult(Observed(plain, every: 15), runs.Options));
    }

    [Fact]
    public void An_interrupted_run_without_diagnostics_begins_again_when_they_are_asked_for()
    {
        var plain = PlanOf("batchnorm");
        runs.Interrupt(plain, step: 30);

        var warned = new Warnings();
        runs.Run(Observed(plain, every: 20), warned);

        Assert.Contains("it begins again", Assert.Single(warned.Messages), StringComparison.Ordinal);
        Assert.Equal([0, 20, 40, 59], Rows(runs, plain).Select(row => row.Step));
    }

    [Fact]
    public void A_run_that_goes_on_without_diagnostics_keeps_those_that_it_has()
    {
        var plain = PlanOf("batchnorm");
        runs.Interrupt(Observed(plain, every: 10), step: 34);
        runs.Run(plain);

        Assert.Equal([0, 10, 20, 30], Rows(runs, plain).Select(row => row.Step));
    }

    [Fact]
    public void A_model_of_another_backend_is_trained_without_and_says_so()
    {
        var plan = TestRuns.Plan with { Spec = TestRuns.Plan.Spec with { Diagnostics = new() { Every = 10 } } };
        var warned = new Warnings();
        runs.Run(plan, warned);

        Assert.Equal(["Diagnostics are computed by backend simd, and 'lectures/softmax' is trained by test: there are none."], warned.Messages);
        Assert.NotNull(Runner.FindResult(plan, runs.Options));
    }

    public void Dispose()
    {
        runs.Dispose();
        others.Dispose();
    }

    private static IReadOnlyList<Observation> Rows(TestRuns of, RunPlan plan) => DiagnosticsLog.Read(of.FolderOf(plan).Diagnostics);

    private static RunPlan Observed(RunPlan plan, long every) => plan with { Spec = plan.Spec with { Diagnostics = new() { Every = every } } };

    private static RunPlan PlanOf(string network)
    {
        var words = network.Split(' ');
        var plan = RunPlan.Of(Experiments.All.Single(experiment => experiment.Name == (words[0] == "dropout" ? "Diagnostics/dropout" : $"Simd/Networks/{words[0]}")));
        plan = plan with
        {
            Spec = plan.Spec with { Dataset = TestRuns.Spec.Dataset, Context = 8, Training = plan.Spec.Training with { Steps = 60, Batch = 4, Checkpoint = 10 } },
        };
        return words.Length == 1 ? plan : Overrides.Apply(plan, [("training.accumulate", "3")]);
    }

    private sealed class Warnings : Runtime.Training.ITrainingObserver
    {
        public List<string> Messages { get; } = [];

        public void Warned(string message) => Messages.Add(message);
    }
}
