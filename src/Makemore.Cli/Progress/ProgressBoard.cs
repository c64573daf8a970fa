using System.Diagnostics;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Progress;

/// <summary>Some lines that are drawn over again: what a run is at, its figures, and how far it has come.</summary>
internal sealed class ProgressBoard(Terminal terminal, RunPlan plan, Turn turn) : ProgressWarnings(terminal, plan.Name), ITrainingObserver
{
    private readonly Lock gate = new();
    private readonly TrainingPace pace = new(plan.Spec.Training.Seconds);
    private readonly ThinnedCurve curve = new();
    private TrainingProgress? last;
    private long phaseBegan = Stopwatch.GetTimestamp();
    private ProgressFigures figures = new(plan.Name, TrainingPhase.LoadingData) { Turn = turn };

    /// <inheritdoc/>
    public void Entered(TrainingPhase phase)
    {
        lock (gate)
        {
            phaseBegan = Stopwatch.GetTimestamp();
            pace.Enter(phase);
            figures = figures with { Phase = phase };
        }
    }

    /// <inheritdoc/>
    public void Started(long step, long steps)
    {
        lock (gate)
        {
            figures = figures with { Step = step, Steps = steps };
        }
    }

    /// <inheritdoc/>
    public void Stepped(in TrainingProgress progress)
    {
        lock (gate)
        {
            pace.Add(progress);
            curve.Add(new(progress.Step, progress.Loss));
            last = progress;
        }
    }

    /// <summary>The lines of this moment.</summary>
    public IReadOnlyList<string> Render()
    {
        lock (gate)
        {
            var now = figures with { InPhase = Stopwatch.GetElapsedTime(phaseBegan) };
            if (last is { } progress)
            {
                now = now.With(progress, pace) with { Curve = [.. curve.Whole.Select(point => point.Loss)] };
            }

            // The last column of a terminal may wrap.
            return [.. ProgressLayout.Lines(now, Terminal.ErrorWidth - 1).Select(VisibleText.Of)];
        }
    }
}
