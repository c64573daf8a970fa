using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>
/// Looks on while a study goes on; by default it does nothing. Its methods are called from the threads of several trials at
/// once.
/// </summary>
public interface IStudyObserver
{
    /// <summary>Looks away.</summary>
    static IStudyObserver Silent { get; } = new SilentObserver();

    /// <summary>A worker of this process has taken up a trial: a new one, or one that goes on.</summary>
    /// <param name="trial">The trial as it is now.</param>
    void Began(Trial trial)
    {
    }

    /// <summary>A run of a trial is at something else from now on.</summary>
    void Entered(Trial trial, TrainingPhase phase)
    {
    }

    /// <summary>A run of a trial made a step.</summary>
    void Stepped(Trial trial, in TrainingProgress progress)
    {
    }

    /// <summary>A run of a trial was measured.</summary>
    void Measured(Trial trial, Metric metric)
    {
    }

    /// <summary>A worker of this process has let go of a trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="state">Its state from now on.</param>
    /// <param name="objective">The objective of a finished one, or the last value on the way.</param>
    /// <param name="error">What went wrong with a failed one.</param>
    void Ended(Trial trial, TrialState state, double? objective, string? error)
    {
    }

    /// <summary>Something was not as it should be, but the study goes on.</summary>
    void Warned(Trial trial, string message)
    {
    }

    private sealed class SilentObserver : IStudyObserver;
}
