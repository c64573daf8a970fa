using Makemore.Runtime.Training;

namespace Makemore.Runtime.Tests.Training;

/// <summary>Remembers what a training records.</summary>
internal sealed class JournalInMemory : ITrainingJournal
{
    public List<Metric> Metrics { get; } = [];

    public List<long> SavedSteps { get; } = [];

    public void Record(Metric metric) => Metrics.Add(metric);

    public void Save(TrainingPosition position) => SavedSteps.Add(position.Step);
}
