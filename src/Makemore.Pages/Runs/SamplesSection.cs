using Makemore.Pages.Drawings;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime;
using Makemore.Runtime.Display;
using Makemore.Runtime.Scoring;

namespace Makemore.Pages.Runs;

/// <summary>What a run has sampled, with the loss of each character.</summary>
internal static class SamplesSection
{
    private const int MostSamples = 40;
    private const int MostCharacters = 5000;

    /// <summary>The section; null where there are no samples.</summary>
    public static Section? Of(RunFindings findings, CancellationToken cancellation)
    {
        string[] samples = [.. findings.Samples.Take(MostSamples).Select(sample => sample.Length <= MostCharacters ? sample : sample[..MostCharacters])];
        if (samples.Length == 0)
        {
            return null;
        }

        var isCut = samples.Length < findings.Samples.Count || samples.Zip(findings.Samples).Any(pair => pair.First.Length < pair.Second.Length);
        var cut = isCut ? Parts.Note("What is longer or more than fits here is in samples.txt of the run.") : Html.None;
        return new("samples", "Samples", Html.Of($"{(Scores(findings, samples, cancellation) is { } scores ? Scored(scores) : Plain(samples))}{cut}"));
    }

    private static TextScore[]? Scores(RunFindings findings, string[] samples, CancellationToken cancellation)
    {
        if (findings.Scorer is not { } scorer)
        {
            return null;
        }

        try
        {
            return scorer.IsOfLines ? [.. scorer.ScoreLines(samples, cancellation)] : [.. samples.Select(sample => scorer.Score(sample, cancellation))];
        }
        catch (MakemoreException)
        {
            // A sample of bytes need not be text, and what stands in its place need not be in the vocabulary.
            return null;
        }
    }

    private static Html Scored(TextScore[] scores)
    {
        var text = scores.Length == 1 && scores[0].Pieces.Length > 80
            ? Html.Of($"""<div class="sample running">{CharacterColors.Of(scores[0].Pieces)}</div>""")
            : Table("Samples, each with its mean loss", scores);
        return Html.Of($"""
            {Parts.Paragraph("The ground of a character says how likely the model found it behind what stands before it; those below 5% have a line beneath as well. ⏎ is the end of a line.")}
            {CharacterColors.Scale()}
            {text}
            """);
    }

    /// <summary>Scored lines in a table.</summary>
    public static Html Table(string caption, IReadOnlyList<TextScore> scores) => new Table<TextScore>(
        caption,
        [
            new("text", score => Html.Of($"""<span class="sample">{CharacterColors.Of(score.Pieces)}</span>""")),
            Column<TextScore>.Number("nats per token", score => Figures.Loss(score.Loss)), Column<TextScore>.Number("nats", score => Figures.Loss(score.Nats)),
        ],
        scores).Draw();

    private static Html Plain(string[] samples) => samples.Length == 1
        ? Html.Of($"""<div class="sample running">{samples[0]}</div>""")
        : Html.Of($"<ul>{samples.Select(sample => Html.Of($"""<li class="sample">{sample}</li>"""))}</ul>");
}
