using Makemore.Runtime.Diagnostics;
using Makemore.Runtime.Interchange;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>Keeps the measurements, observations and checkpoints of a training in the folder of its run.</summary>
/// <param name="folder">The folder.</param>
/// <param name="metrics">Where measurements go.</param>
/// <param name="diagnostics">Where observations go; null where there are none.</param>
/// <param name="events">Where measurements go for TensorBoard; null where nobody asks for that.</param>
/// <param name="model">The model.</param>
/// <param name="generator">The generator of the run.</param>
internal sealed class RunJournal(
    RunFolder folder, MetricsLog metrics, DiagnosticsLog? diagnostics, EventFile? events, ITrainableModel model, TorchGenerator generator)
    : ITrainingJournal
{
    /// <inheritdoc/>
    public void Record(Metric metric)
    {
        var rounded = metric with { Seconds = Math.Round(metric.Seconds, 3) };
        metrics.Append(rounded);
        events?.Add(rounded);
    }

    /// <inheritdoc/>
    public void Record(Observation observation) => diagnostics?.Append(observation);

    /// <inheritdoc/>
    // The measurements reach the disk before the checkpoint that counts on them.
    public void Save(TrainingPosition position)
    {
        folder.RequireExists();
        folder.Checkpoints.Save(Checkpoint.Of(position, model, generator, metrics.Mark(), diagnostics?.Mark() ?? LogMark.Empty));
    }
}
