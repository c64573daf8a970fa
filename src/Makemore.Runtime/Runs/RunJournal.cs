using Makemore.Runtime.Interchange;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Runs;

/// <summary>Keeps the measurements and checkpoints of a training in the folder of its run.</summary>
internal sealed class RunJournal(
    RunFolder folder, MetricsLog metrics, EventFile? events, ITrainableModel model, TorchGenerator generator) : ITrainingJournal
{
    /// <inheritdoc/>
    public void Record(Metric metric)
    {
        var rounded = metric with { Seconds = Math.Round(metric.Seconds, 3) };
        metrics.Append(rounded);
        events?.Add(rounded);
    }

    /// <inheritdoc/>
    // The measurements reach the disk before the checkpoint that counts on them.
    public void Save(TrainingPosition position)
    {
        folder.RequireExists();
        folder.Checkpoints.Save(Checkpoint.Of(position, model, generator, metrics.Mark()));
    }
}
