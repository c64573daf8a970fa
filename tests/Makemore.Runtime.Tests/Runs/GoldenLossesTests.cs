using System.Globalization;
using System.Runtime.CompilerServices;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Torch.Operations;
using Makemore.Runtime.Training;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>
/// What each backend has come to since its numerics have their present version. Where a loss changes, the version is raised
/// in the backend's <see cref="Experiment.Numerics"/>, and MAKEMORE_ACCEPT=1 writes a file for the new version; a file is
/// only ever added to.
/// </summary>
[Collection(DefaultNumberType.Name)]
public sealed class GoldenLossesTests : IDisposable
{
    private readonly TestFolder folder = new();

    // Short enough for a context of 4.
    public GoldenLossesTests() => folder.Write("words.txt", "an\nab\nba\nnab\nban\nnan\nana\nn\nbab\nna\nanb\nb\nabb\nbn\n");

    [Fact]
    [NeedsTorch]
    public void Networks_on_libtorch_come_to_the_same_losses_as_ever()
    {
        var operations = Experiments.All
            .Where(experiment => experiment.Spec.Training.Backend == Backend.Torch)
            .Select(experiment => (experiment.Name, Overrides.Apply(RunPlan.Of(experiment), [("training.learning-rate", "0.01")])));
        var mlp = Experiments.All.First(experiment => experiment.Name.EndsWith("/linear-flat", StringComparison.Ordinal));
        (string, string)[][] settings =
        [
            [("training.optimizer", "momentum")],
            [("training.optimizer", "nesterov"), ("regularization.weight-decay", "0.1")],
            [("training.optimizer", "adam"), ("regularization.weight-decay", "0.1")],
            [("training.optimizer", "adamw"), ("regularization.weight-decay", "0.1"),
                ("regularization.weight-decay-scope", "weights")],
            [("training.optimizer", "lion"), ("training.learning-rate", "0.01")],
            [("regularization.l2", "0.1"), ("regularization.l1", "0.01"), ("regularization.l1-reduction", "sum")],
            [("training.clip", "0.1"), ("training.accumulate", "2")],
            [("training.batch", "full"), ("training.learning-rate", "type:one-cycle,peak:0.5")],
            [("training.learning-rate", "type:cosine,peak:0.5,warmup:3"), ("training.seed", "7")],
        ];
        Verify(
            operations.Concat(settings.Select(changes =>
                (string.Join(' ', changes.Select(change => $"{change.Item1}={change.Item2}")),
                    Overrides.Apply(RunPlan.Of(mlp), changes)))),
            // Libtorch takes other kernels on other processors.
            tolerance: 1e-4);
    }

    [Fact]
    public void Networks_on_vector_units_come_to_the_same_losses_as_ever()
    {
        var networks = Experiments.All.Where(experiment => experiment.Name.StartsWith("Simd/Networks/", StringComparison.Ordinal)).ToList();
        var transformer = networks.First(experiment => experiment.Name.EndsWith("/transformer", StringComparison.Ordinal));
        (string, string)[][] settings =
        [
            .. Enum.GetValues<OptimizerType>().Select(optimizer => new[]
            {
                ("training.optimizer", optimizer.ToString().ToLowerInvariant()), ("training.learning-rate", "0.01"), ("regularization.weight-decay", "0.1"),
            }),
            [("regularization.l2", "0.1"), ("training.clip", "0.1"), ("training.accumulate", "2"), ("training.batch", "full")],
        ];
        Verify(
            networks.Select(network => (network.Name, RunPlan.Of(network))).Concat(settings.Select(changes =>
                (string.Join(' ', changes.Select(change => $"{change.Item1}={change.Item2}")), Overrides.Apply(RunPlan.Of(transformer), changes)))),
            tolerance: 1e-6);
    }

    [Fact]
    public void Counted_models_come_to_the_same_losses_as_ever() => Verify(
        from method in Enum.GetValues<SmoothingType>()
        where method is not (SmoothingType.Label or SmoothingType.StupidBackoff)
        from context in (int[])[0, 1, 2]
        let spec = new ExperimentSpec
        {
            Name = "ngram", Context = context, Smoothing = new() { Type = method }, Training = new() { Backend = Backend.Ngram },
        }
        select ($"{method} of order {context + 1}", RunPlan.Of(new Cli.CountedExperiment("ngram"))
            with
        { Spec = spec }),
        tolerance: 1e-9);

    public void Dispose() => folder.Dispose();

    private void Verify(IEnumerable<(string Name, RunPlan Plan)> plans, double tolerance, [CallerFilePath] string test = "")
    {
        var all = plans.Select(item => (item.Name, Plan: Small(item.Plan))).ToList();
        var numerics = all[0].Plan.Experiment.Numerics;
        var path = Path.Combine(
            Path.GetDirectoryName(test)!, "Golden", FormattableString.Invariant($"{numerics.Backend}-{numerics.Version}.txt"));
        var golden = (File.Exists(path) ? File.ReadAllLines(path) : [])
            .Select(line => line.Split(": ")).ToDictionary(parts => parts[0], parts => parts[1]);
        var losses = all.Select(item => (item.Name, Loss: LossOf(item.Plan))).ToList();

        Assert.All(losses.Where(item => golden.ContainsKey(item.Name)), item => Assert.True(
            IsClose(double.Parse(golden[item.Name], CultureInfo.InvariantCulture), item.Loss, tolerance),
            FormattableString.Invariant(
                $"{item.Name} came to {golden[item.Name]} with version {numerics.Version} of the numerics of {numerics.Backend}, and comes to {item.Loss} now: if that is meant, raise the version.")));
        if (Environment.GetEnvironmentVariable("MAKEMORE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, string.Concat(losses.Select(item => string.Create(
                CultureInfo.InvariantCulture, $"{item.Name}: {golden.GetValueOrDefault(item.Name) ?? $"{item.Loss:R}"}\n"))));
        }
        else
        {
            Assert.Equal(losses.Select(item => item.Name), golden.Keys);
        }
    }

    private static bool IsClose(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance;

    private static RunPlan Small(RunPlan plan) => plan with
    {
        Spec = plan.Spec with
        {
            Dataset = new() { Path = "words.txt" },
            Training = plan.Spec.Training with { Steps = 12, Batch = plan.Spec.Training.Batch.IsFull ? BatchSize.Full : 4 },
        },
    };

    private double LossOf(RunPlan plan) => Runner.Run(
        plan, new(Path.Combine(folder.Path, "runs"), folder.Options), ITrainingObserver.Silent,
        TestContext.Current.CancellationToken).Losses.Train!.Value;
}
