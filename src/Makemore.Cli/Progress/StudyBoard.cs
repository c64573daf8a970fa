using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Sweeps.Studies;
using Makemore.Runtime.Sweeps.Trials;
using Makemore.Runtime.Training;
using Spectre.Console;

namespace Makemore.Cli.Progress;

/// <summary>The trials that run now with their curves so far, and how far the study has come.</summary>
internal sealed class StudyBoard(Terminal terminal, StudyTally tally) : IStudyObserver
{
    private const int SparklineWidth = 16;
    private const int NarrowestWithSparkline = 72;
    private const int NarrowestWithStep = 50;
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, RunningTrial> running = [];

    /// <inheritdoc/>
    public void Began(Trial trial)
    {
        lock (gate)
        {
            running[trial.Number] = new(trial);
        }
    }

    /// <inheritdoc/>
    public void Entered(Trial trial, TrainingPhase phase)
    {
        lock (gate)
        {
            if (running.GetValueOrDefault(trial.Number) is { } row)
            {
                row.Phase = phase;
            }
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
        }

        if (error is not null)
        {
            terminal.Warn($"trial {trial.Number.ToString(CultureInfo.InvariantCulture)} failed: {error}");
        }
    }

    /// <inheritdoc/>
    public void Warned(Trial trial, string message)
    {
        if (tally.IsNew(trial, message))
        {
            terminal.Warn($"trial {trial.Number.ToString(CultureInfo.InvariantCulture)}: warning: {message}");
        }
    }

    /// <summary>The table, without the curves and the steps where the terminal is narrow.</summary>
    public IReadOnlyList<string> Render()
    {
        lock (gate)
        {
            var width = terminal.ErrorWidth - 1;
            List<(string Title, Func<RunningTrial, string> Cell)> columns =
            [
                (">trial", row => row.Trial.Number.ToString(CultureInfo.InvariantCulture)),
                .. width < NarrowestWithStep ? [] : ((string, Func<RunningTrial, string>)[])[(">step", row => row.Place)],
                .. width < NarrowestWithSparkline ? [] : ((string, Func<RunningTrial, string>)[])
                    [("curve", row => Sparkline.Of(row.Curve, SparklineWidth).PadRight(SparklineWidth))],
                (">loss", row => Figures.Loss(row.Loss)),
            ];
            string[][] cells = [.. running.Values.Select(row => columns.Select(column => column.Cell(row)).ToArray())];
            var taken = columns.Select((column, index) =>
                cells.Select(row => row[index]).Append(column.Title.TrimStart('>')).Max(text => text.GetCellWidth()) + Tables.Gap).Sum();
            var table = Tables.Of([.. columns.Select(column => column.Title), "point"]);
            foreach (var (row, texts) in running.Values.Zip(cells))
            {
                table.AddTexts([.. texts, Ellipsis.Cut(Describe(row.Trial.Point), Math.Max(1, width - taken - Tables.Gap))]);
            }

            return [.. terminal.ProgressLines(table), Ellipsis.Cut(tally.Line(), width)];
        }
    }

    // Names without their sections and folders: a line is short.
    private static string Describe(SweepPoint point) => string.Join(' ', point.Values.Select(pair => pair.Key == Axis.Experiment
        ? pair.Value[(pair.Value.LastIndexOf('/') + 1)..] : $"{pair.Key[(pair.Key.LastIndexOf('.') + 1)..]}={pair.Value}"));

    private sealed class RunningTrial(Trial trial)
    {
        private bool isMeasured = !trial.Reports.IsEmpty;

        public Trial Trial { get; } = trial;

        public TrainingPhase Phase { get; set; } = TrainingPhase.LoadingData;

        public long Step { get; set; } = trial.Step;

        public long Steps { get; set; }

        public double? Loss { get; set; }

        // Where it makes no steps, what else it does.
        public string Place => Phase == TrainingPhase.Training
            ? string.Create(CultureInfo.InvariantCulture, $"{Step:N0}/{Steps:N0}")
            : PhaseName.Of(Phase);

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
