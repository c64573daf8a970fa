namespace Makemore.Runtime.Training;

/// <summary>
/// Looks on while a model trains; by default it does nothing. Its methods are called on the thread that trains.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>Looks away.</summary>
    static ITrainingObserver Silent { get; } = new SilentObserver();

    /// <summary>The run is at something else from now on; <see cref="TrainingPhase.Training"/> comes again after each measurement on the way.</summary>
    void Entered(TrainingPhase phase)
    {
    }

    /// <summary>Training starts, or goes on after an interruption.</summary>
    /// <param name="step">The first step to come: 0, or that of the checkpoint.</param>
    /// <param name="steps">The number of steps in all.</param>
    void Started(long step, long steps)
    {
    }

    /// <summary>A step was made.</summary>
    void Stepped(in TrainingProgress progress)
    {
    }

    /// <summary>Something was measured and recorded.</summary>
    void Measured(Metric metric)
    {
    }

    /// <summary>What has come of the training so far is kept, and it goes on from there after an interruption.</summary>
    /// <param name="step">The first step to come.</param>
    void Saved(long step)
    {
    }

    /// <summary>Something was not as it should be, but the run goes on.</summary>
    /// <param name="message">A sentence for the user.</param>
    void Warned(string message)
    {
    }

    private sealed class SilentObserver : ITrainingObserver;
}

/// <summary>How far a training has come.</summary>
/// <param name="Step">The step that was just made, from 0.</param>
/// <param name="Steps">The number of steps in all.</param>
/// <param name="Loss">The loss of the batch before the step, penalties included, in nats per token.</param>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="Seconds">The time spent so far, that before an interruption included.</param>
public readonly record struct TrainingProgress(long Step, long Steps, double Loss, double Rate, double Seconds)
{
    /// <summary>The last loss of the dev split that was measured since the start, in nats per token; null before.</summary>
    public double? DevLoss { get; init; }

    /// <summary>The tokens that the step has learnt to foresee.</summary>
    public long Tokens { get; init; }
}
