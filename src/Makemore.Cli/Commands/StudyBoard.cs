using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Makemore.Cli.Commands;

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
            running.GetValueOrDefault(trial.Number)?.Add(metric);
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
            var table = Tables.Of(">trial", ">step", "loss", ">now", "point");
            foreach (var (number, row) in running)
            {
                table.AddTexts(
                    number.ToString(CultureInfo.InvariantCulture),
                    string.Create(CultureInfo.InvariantCulture, $"{row.Step:N0}/{row.Steps:N0}"),
                    Sparkline.Of(row.Curve, SparklineWidth).PadRight(SparklineWidth),
                    Figures.Loss(row.Loss),
                    Shorten(Describe(row.Trial.Point), Math.Max(20, terminal.Width - 52)));
            }

            return new Rows(table, new Text(tally.Line()));
        }
    }

    // Names without their sections and folders: a line is short.
    private static string Describe(SweepPoint point) => string.Join(' ', point.Values.Select(pair => pair.Key == Axis.Experiment
        ? pair.Value[(pair.Value.LastIndexOf('/') + 1)..] : $"{pair.Key[(pair.Key.LastIndexOf('.') + 1)..]}={pair.Value}"));

    private static string Shorten(string text, int width) => text.Length <= width ? text : text[..(width - 3)] + "...";

    private sealed class RunningTrial(Trial trial)
    {
        private bool isMeasured = !trial.Reports.IsEmpty;

        public Trial Trial { get; } = trial;

        public long Step { get; set; } = trial.Step;

        public long Steps { get; set; }

        public double? Loss { get; set; }

        public List<double> Curve { get; } = [.. trial.Reports.Select(report => report.Value)];

        // Of a run that is measured on dev on the way, its batches are of no interest.
        public void Add(Metric metric)
        {
            if (metric.Split == Metric.Dev && !isMeasured)
            {
                isMeasured = true;
                Curve.RemoveRange(Trial.Reports.Length, Curve.Count - Trial.Reports.Length);
            }

            if (metric.Split == Metric.Dev || !isMeasured)
            {
                Curve.Add(metric.Loss);
            }
        }
    }
}
