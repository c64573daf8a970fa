using Makemore.Runtime.Training;

namespace Makemore.Runtime.Tests.Training;

/// <summary>Cancels a training when a step was made, as Ctrl-C would, and remembers warnings.</summary>
internal sealed class CancelAfter(long step, CancellationTokenSource source) : ITrainingObserver
{
    public List<string> Warnings { get; } = [];

    public long FirstStep { get; private set; } = -1;

    public void Started(long firstStep, long steps) => FirstStep = firstStep;

    public void Stepped(in TrainingProgress progress)
    {
        if (progress.Step == step)
        {
            source.Cancel();
        }
    }

    public void Warned(string message) => Warnings.Add(message);
}
