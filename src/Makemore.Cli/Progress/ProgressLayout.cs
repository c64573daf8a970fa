using System.Globalization;
using Makemore.Cli.Terminals;
using Makemore.Runtime.Display;
using Makemore.Runtime.Training;
using Spectre.Console;

namespace Makemore.Cli.Progress;

/// <summary>Lays the figures of a run out for a width: what matters less falls away first.</summary>
internal static class ProgressLayout
{
    private const string Gap = "  ";
    private const int WidestCurve = 60;

    /// <summary>A line for what is done, and where there are steps one for their figures and one for how far they have come.</summary>
    /// <param name="figures">What is known.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <returns>Lines, none of them longer than the width.</returns>
    public static IReadOnlyList<string> Lines(ProgressFigures figures, int width)
    {
        var head = Head(figures, width);
        return figures.Steps == 0 ? [head] : [head, Fit(Numbers(figures), width), Bar(figures, width)];
    }

    /// <summary>The same figures on one line, with commas: for files and other programs.</summary>
    public static string Line(ProgressFigures figures) => string.Join(", ",
        Numbers(figures).Select(part => part.Text).Concat(figures.Left is { } left ? [$"{Figures.Clock(left)} left"] : []));

    private static string Head(ProgressFigures figures, int width)
    {
        var isTraining = figures.Phase == TrainingPhase.Training;
        var phase = PhaseName.Of(figures.Phase);
        var seconds = isTraining || figures.InPhase < TimeSpan.FromSeconds(1) ? "" : FormattableString.Invariant($"{(long)figures.InPhase.TotalSeconds} s");
        // The name is cut before the phase is: it stands in the command.
        var room = width - phase.GetCellWidth() - Gap.Length;
        return Fit(
            [
                new(Ellipsis.Cut(figures.Name, Math.Max(1, room)), Need: 0),
                .. figures.Turn.IsOneOfSeveral ? (Part[])[new(figures.Turn.ToString(), Need: 2)] : [],
                new(phase, Need: 0),
                .. seconds.Length > 0 ? (Part[])[new(seconds, Need: 1)] : [],
            ],
            width);
    }

    private static IEnumerable<Part> Numbers(ProgressFigures figures)
    {
        yield return new(FormattableString.Invariant($"step {figures.Step:N0} of {figures.Steps:N0}"), Need: 0);
        if (figures.Loss is { } loss)
        {
            yield return new($"loss {Figures.Loss(loss)}", Need: 1);
        }

        if (figures.DevLoss is { } devLoss)
        {
            yield return new($"dev loss {Figures.Loss(devLoss)}", Need: 2);
        }

        if (figures.Rate is { } rate)
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"rate {rate:0.######}"), Need: 5);
        }

        if (figures.StepsPerSecond is { } steps)
        {
            yield return new($"{Figures.Rate(steps)} steps/s", Need: 3);
        }

        if (figures.TokensPerSecond is { } tokens)
        {
            yield return new($"{Figures.Rate(tokens)} tokens/s", Need: 4);
        }
    }

    private static string Bar(ProgressFigures figures, int width)
    {
        var length = Math.Clamp(width / 4, 4, 40);
        var share = Math.Clamp((double)figures.Step / figures.Steps, 0, 1);
        var full = (int)(share * length);
        string[] parts =
        [
            new string('█', full) + new string('░', length - full),
            share.ToString("0%", CultureInfo.InvariantCulture).PadLeft(4),
            .. figures.Left is { } left ? (string[])[$"{Figures.Clock(left)} left"] : [],
        ];
        var line = Fit([.. parts.Select((part, index) => new Part(part, index))], width);
        var room = Math.Min(WidestCurve, width - line.Length - Gap.Length);
        return room >= 4 && figures.Curve.Count > 1 ? line + Gap + Sparkline.Of(figures.Curve, room) : line;
    }

    // The parts in their order, without those that are needed least, so that they fit.
    private static string Fit(IEnumerable<Part> parts, int width)
    {
        List<Part> kept = [.. parts];
        while (kept.Sum(part => part.Text.GetCellWidth() + Gap.Length) - Gap.Length > width && kept.Max(part => part.Need) is > 0 and var least)
        {
            kept.RemoveAll(part => part.Need == least);
        }

        return Ellipsis.Cut(string.Join(Gap, kept.Select(part => part.Text)), width);
    }

    // Need: 0 stays; the greatest falls away first.
    private readonly record struct Part(string Text, int Need);
}
