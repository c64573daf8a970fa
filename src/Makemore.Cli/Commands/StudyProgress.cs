using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Makemore.Cli.Commands;

/// <summary>Shows how a study goes: a live table on a terminal, a line for each trial that ends elsewhere.</summary>
internal static class StudyProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

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
        terminal.Error.Live(board.Render()).AutoClear(true).Start(context =>
        {
            using var timer = new Timer(_ => board.Refresh(context), null, Interval, Interval);
            run(board);
        });
        board.Flush();
    }
}

/// <summary>Counts the trials of a study as they end.</summary>
internal sealed class StudyTally
{
    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Sweep sweep;
    private readonly HashSet<(string? Experiment, string Kind)> warned = [];
    private readonly long? planned;
    private int ended;
    private int endedHere;
    private (double Objective, Trial Trial)? best;

    /// <summary>Begins with the trials that there are already.</summary>
    public StudyTally(Sweep sweep, ImmutableArray<Trial> trials)
    {
        this.sweep = sweep;
        planned = sweep.Spec.Trials > 0 ? sweep.Spec.Trials : sweep.Space.Count;
        ended = trials.Count(trial => trial.IsClosed || trial.State == TrialState.Waiting);
        foreach (var trial in trials.Where(trial => trial is { State: TrialState.Finished, Objective: not null }))
        {
            Better(trial, trial.Objective!.Value);
        }
    }

    /// <summary>Takes note of a trial that has ended, or that waits at a rung.</summary>
    public void Add(Trial trial, TrialState state, double? objective)
    {
        lock (gate)
        {
            if (state != TrialState.Interrupted)
            {
                // One that was promoted has been counted at its first rung.
                ended += trial.Reports.IsEmpty ? 1 : 0;
                endedHere++;
            }

            if (state == TrialState.Finished && objective is { } value)
            {
                Better(trial, value);
            }
        }
    }

    /// <summary>Whether a warning is the first of its kind: what one network is warned of, its neighbours are too.</summary>
    public bool IsNew(Trial trial, string warning)
    {
        lock (gate)
        {
            return warned.Add((trial.Point.Experiment, string.Concat(warning.TakeWhile(letter => !char.IsDigit(letter)))));
        }
    }

    /// <summary>How far the study has come, on a line.</summary>
    public string Line()
    {
        lock (gate)
        {
            var rate = endedHere / clock.Elapsed.TotalMinutes;
            var left = planned is { } all && endedHere > 0 ? clock.Elapsed / endedHere * Math.Max(0, all - ended) : (TimeSpan?)null;
            return string.Create(CultureInfo.InvariantCulture,
                $"{Math.Min(ended, planned ?? ended):N0}{(planned is null ? "" : $" of {planned:N0}")} trials, {rate:0.0} a minute"
                + $"{(left is null ? "" : $", {left:hh\\:mm\\:ss} left")}{BestText}");
        }
    }

    /// <summary>The best so far in a few words; empty before there is one.</summary>
    public string BestText => best is { } one
        ? $", best {Figures.Loss(one.Objective)} (trial {one.Trial.Number.ToString(CultureInfo.InvariantCulture)})"
        : "";

    private void Better(Trial trial, double objective)
    {
        var isBetter = best is not { } one
            || (sweep.Spec.Objective.Direction == Direction.Maximize ? objective > one.Objective : objective < one.Objective);
        if (isBetter && !double.IsNaN(objective))
        {
            best = (objective, trial);
        }
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

/// <summary>The trials that run now with their curves so far, and how far the study has come.</summary>
internal sealed class StudyBoard(Terminal terminal, StudyTally tally) : IStudyObserver
{
    private const int SparklineWidth = 16;
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, RunningTrial> running = [];
    private readonly List<string> warnings = [];

    /// <inheritdoc/>
    public void Began(Trial trial)
    {
        lock (gate)
        {
            running[trial.Number] = new(trial);
        }
    }

    /// <inheritdoc/>
    public void Stepped(Trial trial, in TrainingProgress progress)
    {
        lock (gate)
        {
            if (running.GetValueOrDefault(trial.Number) is { } row)
            {
                (row.Step, row.Steps, row.Loss) = (progress.Step + 1, progress.Steps, progress.Loss);
            }
        }
    }

    /// <inheritdoc/>
    public void Measured(Trial trial, Metric metric)
    {
        lock (gate)
        {
            running.GetValueOrDefault(trial.Number)?.Curve.Add(metric.Loss);
        }
    }

    /// <inheritdoc/>
    public void Ended(Trial trial, TrialState state, double? objective, string? error)
    {
        tally.Add(trial, state, objective);
        lock (gate)
        {
            running.Remove(trial.Number);
            if (error is not null)
            {
                warnings.Add($"trial {trial.Number.ToString(CultureInfo.InvariantCulture)} failed: {error}");
            }
        }
    }

    /// <inheritdoc/>
    public void Warned(Trial trial, string message)
    {
        if (!tally.IsNew(trial, message))
        {
            return;
        }

        lock (gate)
        {
            warnings.Add($"trial {trial.Number.ToString(CultureInfo.InvariantCulture)}: warning: {message}");
        }
    }

    /// <summary>Draws the table over the one before.</summary>
    public void Refresh(LiveDisplayContext context)
    {
        context.UpdateTarget(Render());
        context.Refresh();
    }

    /// <summary>Says what could not be said below the table.</summary>
    public void Flush()
    {
        foreach (var warning in warnings)
        {
            terminal.Warn(warning);
        }
    }

    /// <summary>The table.</summary>
    public IRenderable Render()
    {
        lock (gate)
        {
            var table = Figures.Table(">trial", ">step", "loss", ">now", "point");
            foreach (var (number, row) in running)
            {
                table.AddTexts(
                    number.ToString(CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{row.Step:N0}/{row.Steps:N0}"),
                    Sparkline.Of(row.Curve, SparklineWidth).PadRight(SparklineWidth),
                    Figures.Loss(row.Loss),
                    Shorten(row.Trial.Point.ToString(), Math.Max(20, terminal.Width - 52)));
            }

            return new Rows(table, new Text(tally.Line()));
        }
    }

    private static string Shorten(string text, int width) => text.Length <= width ? text : text[..(width - 3)] + "...";

    private sealed class RunningTrial(Trial trial)
    {
        public Trial Trial { get; } = trial;

        public long Step { get; set; } = trial.Step;

        public long Steps { get; set; }

        public double? Loss { get; set; }

        public List<double> Curve { get; } = [.. trial.Reports.Select(report => report.Value)];
    }
}
