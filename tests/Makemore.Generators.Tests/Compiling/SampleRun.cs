using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Generators.Tests.Compiling;

/// <summary>A run of a generated class on a few words.</summary>
internal static class SampleRun
{
    /// <summary>Runs it in a folder, whose <c>words.txt</c> is its dataset.</summary>
    public static RunResult Of(Experiment experiment, TemporaryFolder folder, ITrainingObserver observer)
    {
        folder.Write("words.txt", "anna\nhannah\njohanna\nan\nhanno\nnoah\njan\njana\nhoan\nanja\n");
        return Runner.Run(
            RunPlan.Of(experiment),
            new RunnerOptions(
                Path.Combine(folder.Path, "runs"), new DataOptions(folder.Path, [], Path.Combine(folder.Path, "cache"))),
            observer,
            TestContext.Current.CancellationToken);
    }
}

/// <summary>Takes down the loss of each step.</summary>
internal sealed class Losses : ITrainingObserver
{
    public List<double> All { get; } = [];

    public void Stepped(in TrainingProgress progress) => All.Add(progress.Loss);
}
