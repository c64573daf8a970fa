using System.Globalization;

namespace Makemore.Runtime.Runs;

/// <summary>A run that somebody outside has asked to stop: on the board, or by <c>stop</c>.</summary>
/// <param name="name">The experiment.</param>
/// <param name="step">The steps that a checkpoint keeps; null where nothing is kept.</param>
public sealed class RunStoppedException(string name, long? step) : OperationCanceledException(
    $"{name} was stopped from outside" + (step is null
        ? ". Nothing was kept of it: the same command starts it again."
        : string.Create(CultureInfo.InvariantCulture, $" at step {step:N0}, and is saved: the same command goes on from there.")))
{
    /// <summary>The steps that a checkpoint keeps; null where nothing is kept.</summary>
    public long? Step => step;
}
