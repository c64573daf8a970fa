using System.Globalization;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tests.Torch;
using Makemore.Runtime.Tests.Training;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

/// <summary>A folder with a small dataset and the runs on it.</summary>
internal sealed class TestRuns : IDisposable
{
    private readonly TestFolder folder = new();

    public TestRuns() => folder.Write("names.txt", "anna\nhannah\njohanna\nan\nhanno\nnoah\njan\njana\nhoan\nanja\n");

    public RunnerOptions Options => new(Path.Combine(folder.Path, "runs"), folder.Options) { WritesEvents = WritesEvents };

    /// <summary>Whether its runs write files for TensorBoard.</summary>
    public bool WritesEvents { get; init; }

    /// <summary>A spec of 60 steps with a checkpoint after every tenth.</summary>
    public static ExperimentSpec Spec { get; } = new()
    {
        Name = "lectures/softmax",
        Dataset = new() { Path = "names.txt" },
        Training = new() { Steps = 60, Batch = 4, Checkpoint = 10 },
        Evaluation = new() { Every = 15, Log = 5 },
    };

    public static RunPlan Plan { get; } = RunPlan.Of(new SoftmaxExperiment(Spec));

    public static RunPlan TorchPlan { get; } = RunPlan.Of(
        new BatchNormExperiment(
            Spec with { Name = "batchnorm", Context = 3, Training = Spec.Training with { Batch = 32 } })) with
    {
        Hyperparameters = new BatchNormExperiment.Hyperparameters { Embedding = 3, Hidden = 8 },
    };

    /// <summary>A network with an optimizer that remembers, measured after every fourth step.</summary>
    public static RunPlan LinearPlan(OptimizerType type, bool isWindowed, int patience) => RunPlan.Of(new LinearExperiment(
        Spec with
        {
            Name = $"linear-{type}-{patience}",
            Context = 8,
            Training = Spec.Training with
            {
                Optimizer = new() { Type = type },
                EarlyStopping = new() { Patience = patience },
                LearningRate = Schedule.Constant(patience > 0 ? 3 : 0.1),
            },
            Evaluation = new() { Every = 4, Log = 5 },
        },
        isWindowed));

    public RunFolder FolderOf(RunPlan plan) => RunFolder.Of(plan, Options);

    public RunResult Run(RunPlan plan, ITrainingObserver? observer = null) =>
        Runner.Run(plan, Options, observer ?? ITrainingObserver.Silent, TestContext.Current.CancellationToken);

    /// <summary>Runs until a step was made; the run must not be finished then.</summary>
    /// <returns>The observer, with the first step and the warnings.</returns>
    public CancelAfter Interrupt(RunPlan plan, long step)
    {
        using var source = new CancellationTokenSource();
        var observer = new CancelAfter(step, source);
        Assert.Throws<OperationCanceledException>(() => Runner.Run(plan, Options, observer, source.Token));
        return observer;
    }

    /// <summary>Everything that a finished run leaves, without the seconds.</summary>
    public string Outcome(RunPlan plan)
    {
        var run = FolderOf(plan);
        var metrics = MetricsLog.Read(run.Metrics).Select(metric => string.Create(
            CultureInfo.InvariantCulture, $"{metric.Step} {metric.Split} {metric.Loss:R} {metric.Rate:R}"));
        return string.Join('\n',
        [
            .. metrics,
            WithoutTime(Runner.FindResult(plan, Options)!).ToJson(),
            File.ReadAllText(run.Samples),
            File.ReadAllText(run.Tokenizer),
            Convert.ToHexString(File.ReadAllBytes(run.Model)),
        ]);
    }

    // The time that a run took is in its measurements as well.
    private static RunResult WithoutTime(RunResult result) => result with
    {
        Seconds = 0,
        Folder = null,
        Sha256 = null,
        Files = NamedValues<string>.Of(
            result.Files.Where(file => file.Key != "metrics.jsonl").Select(file => (file.Key, file.Value))),
    };

    public void Dispose() => folder.Dispose();

    /// <summary>The checkpoints of a run, the newest first.</summary>
    public string[] Checkpoints(RunPlan plan) =>
        [.. Directory.GetFiles(Path.Combine(FolderOf(plan).Path, "checkpoint")).OrderDescending(StringComparer.Ordinal)];
}
