using System.Diagnostics;
using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;
using Spectre.Console;

namespace Makemore.Cli.Commands;

/// <summary>Shows how a training goes: a bar on a terminal, some lines elsewhere, nothing where messages are left out.</summary>
internal static class Progress
{
    /// <summary>Trains under the eyes of an observer that suits the terminal.</summary>
    public static RunResult Show(Terminal terminal, RunPlan plan, Func<ITrainingObserver, RunResult> train)
    {
        if (terminal.IsQuiet)
        {
            return train(new ProgressWarnings(terminal, plan.Name));
        }

        if (!terminal.IsInteractive)
        {
            return train(new ProgressLines(terminal, plan.Name));
        }

        // The name has a line of its own, so that the bar keeps to 80 columns.
        terminal.Tell(plan.Name);
        return terminal.Error.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 10 },
                    new RemainingTimeColumn())
            .Start(context => train(new ProgressBar(terminal, plan.Name, context)));
    }

    /// <summary>Step, loss and rate of a step.</summary>
    public static string Describe(in TrainingProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"step {progress.Step + 1:N0} of {progress.Steps:N0}, loss {Figures.Loss(progress.Loss)}, rate {progress.Rate:0.######}");
}

/// <summary>Passes warnings on, and no more.</summary>
internal class ProgressWarnings(Terminal terminal, string name) : ITrainingObserver
{
    /// <summary>Where it is shown.</summary>
    protected Terminal Terminal { get; } = terminal;

    /// <summary>The name of the experiment.</summary>
    protected string Name { get; } = name;

    /// <inheritdoc/>
    public void Warned(string message) => Terminal.Warn($"{Name}: warning: {message}");
}

/// <summary>Some lines for a run, never more than one in a second: for files and other programs.</summary>
internal sealed class ProgressLines(Terminal terminal, string name) : ProgressWarnings(terminal, name), ITrainingObserver
{
    private const int LinesOfRun = 10;
    private readonly Stopwatch clock = new();
    private long firstStep;

    /// <inheritdoc/>
    public void Started(long step, long steps)
    {
        clock.Start();
        firstStep = step;
        if (step > 0)
        {
            Terminal.Tell(string.Create(CultureInfo.InvariantCulture, $"{Name}: goes on from step {step:N0} of {steps:N0}"));
        }
    }

    /// <inheritdoc/>
    public void Stepped(in TrainingProgress progress)
    {
        var interval = Math.Max(1, progress.Steps / LinesOfRun);
        if ((progress.Step + 1) % interval == 0)
        {
            var made = progress.Step + 1 - firstStep;
            var left = clock.Elapsed / made * (progress.Steps - progress.Step - 1);
            Terminal.Tell(string.Create(
                CultureInfo.InvariantCulture, $"{Name}: {Progress.Describe(progress)}, {left:hh\\:mm\\:ss} left"));
        }
    }
}

/// <summary>A bar with step, loss, rate and the time that is left.</summary>
internal sealed class ProgressBar(Terminal terminal, string name, ProgressContext context)
    : ProgressWarnings(terminal, name), ITrainingObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly ProgressTask task = context.AddTask("reads the data");
    private long lastShown;

    /// <inheritdoc/>
    public void Started(long step, long steps)
    {
        task.MaxValue = Math.Max(1, steps);
        task.Value = step;
    }

    /// <inheritdoc/>
    public void Stepped(in TrainingProgress progress)
    {
        // A step may take microseconds; the eye and the terminal are slower.
        if (Stopwatch.GetElapsedTime(lastShown) >= Interval || progress.Step + 1 == progress.Steps)
        {
            lastShown = Stopwatch.GetTimestamp();
            task.Value = progress.Step + 1;
            task.Description = Markup.Escape(Progress.Describe(progress));
        }
    }
}
