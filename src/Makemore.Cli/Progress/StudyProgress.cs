using System.Collections.Immutable;
using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;

namespace Makemore.Cli.Progress;

/// <summary>Shows how a study goes: a live table on a terminal, a line for each trial that ends elsewhere.</summary>
internal static class StudyProgress
{
    /// <summary>Runs a study under the eyes of an observer that suits the terminal.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">The trials that there are already.</param>
    /// <param name="run">Runs the study.</param>
    public static void Show(Terminal terminal, Sweep sweep, ImmutableArray<Trial> trials, Action<IStudyObserver> run)
    {
        var tally = new StudyTally(sweep, trials);
        if (!terminal.IsInteractive)
        {
            run(new StudyLines(terminal, tally));
            return;
        }

        terminal.Tell(sweep.Name);
        var board = new StudyBoard(terminal, tally);
        terminal.Watch(board.Render, () =>
        {
            run(board);
            return true;
        });
    }
}

/// <summary>A line for each trial that ends: for files and other programs.</summary>
internal sealed class StudyLines(Terminal terminal, StudyTally tally) : IStudyObserver
{
    /// <inheritdoc/>
    public void Ended(Trial trial, TrialState state, double? objective, string? error)
    {
        tally.Add(trial, state, objective);
        var result = error ?? (objective is null ? "" : Figures.Loss(objective));
        var text = VisibleText.Of($"trial {trial.Number.ToString(CultureInfo.InvariantCulture)} {SettingText.Of(state)}: {trial.Point}{(result.Length == 0 ? "" : ": " + result)}");
        terminal.Tell($"{text} ({tally.Line()})");
    }

    /// <inheritdoc/>
    public void Warned(Trial trial, string message)
    {
        if (tally.IsNew(trial, message))
        {
            terminal.Warn($"trial {trial.Number.ToString(CultureInfo.InvariantCulture)}: warning: {message}");
        }
    }
}
