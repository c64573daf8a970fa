using Makemore.Runtime.Training;

namespace Makemore.Cli.Progress;

/// <summary>Says what a run is at.</summary>
internal static class PhaseName
{
    /// <summary>The phase in words: <c>measuring test</c>.</summary>
    public static string Of(TrainingPhase phase) => phase switch
    {
        TrainingPhase.LoadingData => "loading data",
        TrainingPhase.Counting => "counting",
        TrainingPhase.Training => "training",
        TrainingPhase.MeasuringTrain => "measuring train",
        TrainingPhase.MeasuringDev => "measuring dev",
        TrainingPhase.MeasuringTest => "measuring test",
        TrainingPhase.Sampling => "sampling",
        _ => throw new NotSupportedException($"The phase {phase} has no name."),
    };
}
