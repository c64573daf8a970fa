using System.Text.Json.Serialization;

namespace Makemore.Runtime.Training;

/// <summary>One measurement of a run: a row of <c>metrics.jsonl</c>.</summary>
/// <param name="Step">The number of changes of the weights before the measurement.</param>
/// <param name="Split"><c>train</c> for the loss that a batch was trained on, penalties included; <c>dev</c> for the
/// whole dev split.</param>
/// <param name="Loss">Nats per token.</param>
/// <param name="Rate">The learning rate of the step; null beside a measurement of a split.</param>
/// <param name="Seconds">The time spent so far, that before an interruption included.</param>
public readonly record struct Metric(
    long Step,
    string Split,
    double Loss,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Rate,
    double Seconds)
{
    /// <summary>The name of the split that trains.</summary>
    public const string Train = "train";

    /// <summary>The name of the split that chooses between models.</summary>
    public const string Dev = "dev";
}
