using System.Globalization;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Commands;

/// <summary>What an interruption would leave of the training that is under way.</summary>
internal sealed class KeptWork
{
    private string message = NothingKept;

    private static string NothingKept =>
        "Interrupted. Nothing was kept of what was under way: the same command starts it again.";

    /// <summary>A sentence for who interrupts now; it may be read on another thread.</summary>
    public string Message => Volatile.Read(ref message);

    /// <summary>Takes note of what is kept whenever somebody interrupts.</summary>
    public void Keep(string sentence) => Volatile.Write(ref message, sentence);

    /// <summary>Takes note of what is kept while an observer looks on.</summary>
    public T Watch<T>(string name, ITrainingObserver observer, Func<ITrainingObserver, T> train)
    {
        var result = train(new Note(this, name, observer));
        Volatile.Write(ref message, NothingKept);
        return result;
    }

    private sealed class Note(KeptWork work, string name, ITrainingObserver observer) : ITrainingObserver
    {
        public void Started(long step, long steps)
        {
            if (step > 0)
            {
                Keep(step);
            }

            observer.Started(step, steps);
        }

        public void Entered(TrainingPhase phase) => observer.Entered(phase);

        public void Saved(long step)
        {
            Keep(step);
            observer.Saved(step);
        }

        public void Stepped(in TrainingProgress progress) => observer.Stepped(progress);

        public void Measured(Metric metric) => observer.Measured(metric);

        public void Warned(string text) => observer.Warned(text);

        private void Keep(long step) => Volatile.Write(ref work.message, string.Create(
            CultureInfo.InvariantCulture,
            $"Interrupted. {name} is saved as of step {step:N0}: the same command goes on from there."));
    }
}
