using System.Text;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Scoring;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Pages.Findings;

/// <summary>The lines of a split that a model foresees worst.</summary>
/// <param name="Lines">The lines, the worst first.</param>
/// <param name="Scored">How many lines were scored.</param>
/// <param name="OfAll">Whether these are all lines of the split.</param>
internal sealed record SurprisingLines(IReadOnlyList<TextScore> Lines, int Scored, bool OfAll)
{
    // So that a page takes seconds, whatever the data.
    private const int MostTokens = 60_000;
    private const int Shown = 12;

    /// <summary>The lines of a split, by their loss a token.</summary>
    /// <param name="scorer">What scores.</param>
    /// <param name="split">The split.</param>
    /// <param name="tokenizer">What made its tokens.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public static SurprisingLines Of(TextScorer scorer, TokenSequences split, Tokenizer tokenizer, CancellationToken cancellation)
    {
        var part = Enumerable.Range(0, split.Count).TakeWhile(document => split.Starts.Span[document] < MostTokens).ToArray();
        TextScore[] scores = scorer.IsOfLines
            ? [.. scorer.ScoreLines(part.Select(document => tokenizer.Decode(split[document])), cancellation)]
            : [.. LinesOf(scorer.ScoreRunningText([tokenizer.Decode(split.Tokens.Span[..Math.Min(MostTokens, split.Tokens.Length)])], cancellation))];
        return new(
            [.. scores.Where(score => score.Loss is not null).OrderByDescending(score => score.Loss).Take(Shown)], scores.Length,
            scorer.IsOfLines ? part.Length == split.Count : split.Tokens.Length <= MostTokens);
    }

    // A line of a few letters is no line of text: its loss is that of what stands around it.
    private static IEnumerable<TextScore> LinesOf(IEnumerable<ScoredPiece> pieces)
    {
        const int Fewest = 12;
        var line = new List<ScoredPiece>();
        var length = new StringBuilder();
        foreach (var piece in pieces)
        {
            line.Add(piece with { Text = piece.Text.TrimEnd('\n') });
            length.Append(piece.Text);
            if (piece.Text.Contains('\n', StringComparison.Ordinal))
            {
                if (length.Length > Fewest)
                {
                    yield return new([.. line]);
                }

                line.Clear();
                length.Clear();
            }
        }
    }
}
