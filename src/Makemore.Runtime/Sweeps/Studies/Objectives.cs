using Makemore.Runtime.Runs;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>What a sweep looks at in a finished run.</summary>
public static class Objectives
{
    /// <summary>The figure of a run; null where the run has none, since a split is empty or the model only scores.</summary>
    public static double? Of(RunResult result, ObjectiveMetric metric) => metric switch
    {
        ObjectiveMetric.TrainLoss => result.Losses.Train,
        ObjectiveMetric.DevLoss => result.Losses.Dev,
        ObjectiveMetric.TestLoss => result.Losses.Test,
        ObjectiveMetric.DevBitsPerCharacter => result.BitsPerCharacter?.Dev,
        ObjectiveMetric.Parameters => result.Parameters,
        ObjectiveMetric.Seconds => result.Seconds,
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };
}
