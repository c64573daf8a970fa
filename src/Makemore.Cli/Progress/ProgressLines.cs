using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Progress;

/// <summary>A line for each phase and ten for the steps: for files and other programs.</summary>
internal sealed class ProgressLines(Terminal terminal, RunPlan plan, Turn turn) : ProgressWarnings(terminal, plan.Name), ITrainingObserver
{
    private const int LinesOfRun = 10;
    private readonly TrainingPace pace = new(plan.Spec.Training.Seconds);
    private readonly ProgressFigures figures = new(plan.Name, TrainingPhase.Training);
    private bool isBetweenSteps;

    /// <inheritdoc/>
    public void Entered(TrainingPhase phase)
    {
        pace.Enter(phase);
        // What is measured on the way comes again and again, and the steps tell of themselves.
        if (phase != TrainingPhase.Training && !isBetweenSteps)
        {
            var place = phase == TrainingPhase.LoadingData && turn.IsOneOfSeveral ? $" ({turn})" : "";
            Terminal.Tell($"{Name}: {PhaseName.Of(phase)}{place}");
        }
    }

    /// <inheritdoc/>
    public void Started(long step, long steps)
    {
        isBetweenSteps = step < steps;
        if (step > 0)
        {
            Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"{Name}: goes on from step {step:N0} of {steps:N0}"));
        }
    }

    /// <inheritdoc/>
    public void Stepped(in TrainingProgress progress)
    {
        pace.Add(progress);
        isBetweenSteps = progress.Step + 1 < progress.Steps;
        var interval = Math.Max(1, progress.Steps / LinesOfRun);
        if ((progress.Step + 1) % interval == 0)
        {
            Terminal.Tell($"{Name}: {ProgressLayout.Line(figures.With(progress, pace))}");
        }
    }
}
