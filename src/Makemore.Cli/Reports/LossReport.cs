using System.Text.Json.Serialization;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Reports;

/// <summary>The losses of a model by split, in nats per token; null for a split that is empty or was not asked for.</summary>
internal sealed record LossReport(double? Train, double? Dev, double? Test)
{
    /// <summary>The loss that tells most of new text: on dev, else on test, else on train.</summary>
    [JsonIgnore]
    public double? Measured => Dev ?? Test ?? Train;

    /// <summary>Measured figures.</summary>
    public static LossReport Of(SplitLosses losses) => new(losses.Train, losses.Dev, losses.Test);
}
