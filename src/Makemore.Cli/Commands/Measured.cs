using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Commands;

/// <summary>Finds the figure of a finished run that an expectation is about.</summary>
internal static class Measured
{
    /// <summary>The figure, or null where the run has none.</summary>
    public static double? Find(RunResult result, Expectation expectation) => expectation.Figure switch
    {
        Figure.TrainLoss => result.Losses.Train,
        Figure.DevLoss => result.Losses.Dev,
        Figure.TestLoss => result.Losses.Test,
        Figure.Parameters => result.Parameters,
        _ => expectation.Step is { } step ? LossOfStep(result, step) : null,
    };

    private static double? LossOfStep(RunResult result, long step) =>
        MetricsLog.Read(Path.Combine(result.Folder!, "metrics.jsonl"))
        .Where(metric => metric.Step == step && metric.Split == Metric.Train)
        .Select(metric => (double?)metric.Loss)
        .FirstOrDefault();
}
