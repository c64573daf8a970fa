using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Tokenizers;

namespace Makemore.Runtime.Scoring;

/// <summary>
/// Scores texts token by token, each behind what the model sees when it is measured on a split: so the mean over all lines of a
/// split is its loss. A line stands between its boundaries. Of a running text the first tokens are given: as many as a window
/// has, or one before a sequence. A sequence model sees such a text, and a line that is longer than its context, in stretches of
/// the context's length.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="tokenizer">The tokenizer that it was trained with.</param>
public sealed class TextScorer(ILanguageModel model, Tokenizer tokenizer)
{
    private readonly TargetSurprises surprises = model.HasLoss ? new(model) : throw new MakemoreException(
        "Stupid back-off gives scores and no probabilities, so no text has one. Choose another smoothing.");

    /// <summary>Whether texts are lines, each with its end, or one running text.</summary>
    public bool IsOfLines => tokenizer.Boundary is not null;

    /// <summary>Scores one line with its end, or a running text.</summary>
    /// <param name="text">The text; a line without its line break.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="MakemoreException">A character is not in the vocabulary.</exception>
    public TextScore Score(string text, CancellationToken cancellation = default) => IsOfLines
        ? ScoreLines([text], cancellation).Single()
        : new([.. ScoreRunningText([text], cancellation)]);

    /// <summary>Scores lines, each with its end, many at a time and in memory that does not grow with their number.</summary>
    /// <param name="lines">The lines, read as they are needed.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The model is one of running text.</exception>
    /// <exception cref="MakemoreException">A character is not in the vocabulary.</exception>
    public IEnumerable<TextScore> ScoreLines(IEnumerable<string> lines, CancellationToken cancellation = default)
    {
        var boundary = tokenizer.Boundary ?? throw new InvalidOperationException("The model is one of running text.");
        var group = new List<int[]>();
        var tokens = 0;
        foreach (var line in lines.Select(tokenizer.Encode))
        {
            // A long line is scored alone, behind those that came before it.
            if (tokens + line.Length >= surprises.TokensAtOnce || !Fits(line))
            {
                foreach (var score in ScoreGroup(group, boundary, cancellation))
                {
                    yield return score;
                }

                (group, tokens) = ([], 0);
            }

            group.Add(line);
            tokens += line.Length + 1;
            if (!Fits(line))
            {
                tokens = surprises.TokensAtOnce;
            }
        }

        foreach (var score in ScoreGroup(group, boundary, cancellation))
        {
            yield return score;
        }
    }

    /// <summary>Scores a running text that comes in parts, in memory that does not grow with their number.</summary>
    /// <param name="parts">
    /// The text, read as it is needed; a tokenizer that joins characters sees those of a part only.
    /// </param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The model is one of lines.</exception>
    /// <exception cref="MakemoreException">A character is not in the vocabulary.</exception>
    public IEnumerable<ScoredPiece> ScoreRunningText(IEnumerable<string> parts, CancellationToken cancellation = default)
    {
        if (IsOfLines)
        {
            throw new InvalidOperationException("The model is one of lines.");
        }

        var scores = new RunningTextScores(model, tokenizer, surprises, cancellation);
        return parts.SelectMany(scores.Add).Concat(Deferred(scores.End));
    }

    // What ends a text is known only when all of it was read.
    private static IEnumerable<ScoredPiece> Deferred(Func<IEnumerable<ScoredPiece>> pieces)
    {
        foreach (var piece in pieces())
        {
            yield return piece;
        }
    }

    private bool Fits(int[] line) => model.IsWindowed || line.Length < model.Context;

    private IEnumerable<TextScore> ScoreGroup(List<int[]> lines, int boundary, CancellationToken cancellation)
    {
        using var all = surprises.Of(ExamplesOf(lines, boundary), cancellation).GetEnumerator();
        foreach (var line in lines)
        {
            yield return new([.. new JoinedTokens(tokenizer).Add([.. line, boundary], Next(line.Length + 1))]);
        }

        IEnumerable<double?> Next(int count)
        {
            for (; count > 0 && all.MoveNext(); count--)
            {
                yield return all.Current;
            }
        }
    }

    private Examples ExamplesOf(List<int[]> lines, int boundary)
    {
        if (lines is [var line] && !Fits(line))
        {
            return new Chunks(new TokenSequences([boundary, .. line, boundary], [0, line.Length + 2], boundary: null), model.Context);
        }

        var starts = new int[lines.Count + 1];
        for (var index = 0; index < lines.Count; index++)
        {
            starts[index + 1] = starts[index] + lines[index].Length;
        }

        var split = new TokenSequences([.. lines.SelectMany(tokens => tokens)], starts, boundary);
        return model.IsWindowed ? new Windows(split, model.Context) : new Sequences(split, model.Context);
    }
}
