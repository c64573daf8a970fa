using Makemore.Cli.Terminals;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Training;

namespace Makemore.Cli.Progress;

/// <summary>Shows how a training goes: live on a terminal, some lines elsewhere, nothing where messages are left out.</summary>
internal static class RunProgress
{
    /// <summary>Trains under the eyes of an observer that suits the terminal.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="plan">What is trained.</param>
    /// <param name="turn">Which of several experiments it is.</param>
    /// <param name="train">Trains.</param>
    public static RunResult Show(Terminal terminal, RunPlan plan, Turn turn, Func<ITrainingObserver, RunResult> train)
    {
        if (terminal.IsQuiet)
        {
            return train(new ProgressWarnings(terminal, plan.Name));
        }

        if (!terminal.IsInteractive)
        {
            return train(new ProgressLines(terminal, plan, turn));
        }

        var board = new ProgressBoard(terminal, plan, turn);
        return terminal.Watch(board.Render, () => train(board));
    }
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
