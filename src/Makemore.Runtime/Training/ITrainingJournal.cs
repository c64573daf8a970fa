using Makemore.Runtime.Diagnostics;

namespace Makemore.Runtime.Training;

/// <summary>Keeps what a training must not lose; by default nothing is kept.</summary>
public interface ITrainingJournal
{
    /// <summary>Keeps nothing.</summary>
    static ITrainingJournal None { get; } = new NoJournal();

    /// <summary>Keeps a measurement.</summary>
    void Record(Metric metric)
    {
    }

    /// <summary>Keeps what was seen inside of the network.</summary>
    void Record(Observation observation)
    {
    }

    /// <summary>Keeps the state of model and generator, from which the training can go on.</summary>
    void Save(TrainingPosition position)
    {
    }

    private sealed class NoJournal : ITrainingJournal;
}

/// <summary>Where a training stands.</summary>
/// <param name="Step">The number of steps made.</param>
/// <param name="Seconds">The time spent.</param>
/// <param name="Best">The weights that early stopping keeps, or null.</param>
public readonly record struct TrainingPosition(long Step, double Seconds, BestWeights? Best = null);
