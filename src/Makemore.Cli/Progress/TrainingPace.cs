using System.Diagnostics;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Progress;

/// <summary>How fast a training goes, measured while it makes steps and not while it measures.</summary>
/// <param name="limit">The most seconds that it may take; 0 is any time.</param>
internal sealed class TrainingPace(double limit)
{
    private readonly Stopwatch clock = new();
    private TrainingProgress last;
    private long made;
    private long tokens;

    /// <summary>Steps are made from now on, or something else is done.</summary>
    public void Enter(TrainingPhase phase)
    {
        if (phase == TrainingPhase.Training)
        {
            clock.Start();
        }
        else
        {
            clock.Stop();
        }
    }

    /// <summary>A step was made.</summary>
    public void Add(in TrainingProgress progress)
    {
        last = progress;
        made++;
        tokens += progress.Tokens;
    }

    /// <summary>The steps in a second; null before the first one.</summary>
    public double? StepsPerSecond => PerSecond(made);

    /// <summary>The tokens in a second that are learnt to foresee; null before the first step.</summary>
    public double? TokensPerSecond => PerSecond(tokens);

    /// <summary>The time to the last step, or to the limit; null before the first step.</summary>
    public TimeSpan? Left
    {
        get
        {
            if (made == 0)
            {
                return null;
            }

            var left = clock.Elapsed.TotalSeconds / made * (last.Steps - last.Step - 1);
            var allowed = limit > 0 ? Math.Max(0, limit - last.Seconds) : left;
            return TimeSpan.FromSeconds(Math.Min(Math.Min(left, allowed), TimeSpan.MaxValue.TotalSeconds / 2));
        }
    }

    private double? PerSecond(long count) => made > 0 && clock.Elapsed > TimeSpan.Zero ? count / clock.Elapsed.TotalSeconds : null;
}
