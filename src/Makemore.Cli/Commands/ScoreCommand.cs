using System.Text;
using Makemore.Cli.Reports;
using Makemore.Cli.Terminals;
using Makemore.Runtime;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Scoring;

namespace Makemore.Cli.Commands;

/// <summary>Scores the lines of a text with a trained model.</summary>
internal static class ScoreCommand
{
    private const int PartCharacters = 1 << 16;
    private const string StandardInput = "-";

    /// <summary>Scores a text, and trains the experiment first where it is not up to date.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="name">The experiment.</param>
    /// <param name="file">The file; null or a hyphen for the standard input.</param>
    /// <param name="text">The text itself; null for a file.</param>
    /// <param name="withCharacters">Whether each character is shown, as it is of a text that is given itself.</param>
    public static Report Run(Invocation invocation, string name, string? file, string? text, bool withCharacters)
    {
        var plan = invocation.Plan(Selection.Single(invocation.Experiments, name));
        using var reader = Open(invocation.Surroundings, file, text);
        var (result, _) = invocation.Finish(plan);
        using var trained = Runner.Open(plan, invocation.RunnerOptions);
        var scorer = new TextScorer(trained.Model, trained.Corpus.Tokenizer);
        var rows = new ScoreRows(invocation.Terminal, withCharacters || text is not null);
        var kept = new List<LineScore>();
        var (nats, tokens, lines) = (0.0, 0L, 0L);
        foreach (var (line, score) in Score(scorer, reader, isGiven: text is not null, invocation.Surroundings.Cancellation))
        {
            (nats, tokens, lines) = (nats + score.Nats, tokens + score.Tokens, lines + 1);
            if (invocation.Terminal.IsJson)
            {
                kept.Add(LineScore.Of(line, score));
            }
            else
            {
                rows.Write(line, score);
            }
        }

        double? loss = tokens == 0 ? null : nats / tokens;
        return lines == 0
            ? throw new MakemoreException("There is no text to score: all lines are empty.")
            : new ScoreReport(result.Name, result.Hash, loss, loss is { } mean ? Math.Exp(mean) : null, tokens, kept) { LineCount = lines };
    }

    private static TextReader Open(Surroundings surroundings, string? file, string? text)
    {
        if (text is not null)
        {
            return file is null ? new StringReader(text) : throw new MakemoreException("`score` takes a file or --text, not both.");
        }

        if (file is null or StandardInput)
        {
            return file is not null || !surroundings.InputIsTerminal ? surroundings.Input : throw new MakemoreException(
                "There is no text to score. Name a file, give --text, or send lines to the standard input.");
        }

        var path = Path.GetFullPath(file, surroundings.CurrentFolder);
        try
        {
            return new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MakemoreException($"Cannot read {file}: {error.Message}", error);
        }
    }

    private static IEnumerable<(string Line, TextScore Score)> Score(
        TextScorer scorer, TextReader reader, bool isGiven, CancellationToken cancellation)
    {
        if (!scorer.IsOfLines)
        {
            return LinesOf(scorer.ScoreRunningText(Parts(reader), cancellation));
        }

        // Of a file lines are read as those of a dataset; a text that is given is scored as it is.
        return isGiven
            ? scorer.ScoreLines(Lines(reader).DefaultIfEmpty(""), cancellation).Select(Named)
            : scorer.ScoreLines(Lines(reader).Select(line => line.Trim()).Where(line => line.Length > 0), cancellation).Select(Named);
    }

    private static (string Line, TextScore Score) Named(TextScore score) =>
        (string.Concat(score.Pieces.Select(piece => piece.Text)), score);

    private static IEnumerable<(string Line, TextScore Score)> LinesOf(IEnumerable<ScoredPiece> pieces)
    {
        var line = new List<ScoredPiece>();
        foreach (var piece in pieces)
        {
            line.Add(piece);
            if (piece.Text.Contains('\n', StringComparison.Ordinal))
            {
                yield return Named(new([.. line]));
                line.Clear();
            }
        }

        if (line.Count > 0)
        {
            yield return Named(new([.. line]));
        }
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (Read(reader.ReadLine) is { } line)
        {
            yield return line;
        }
    }

    // Whole lines where there are any, since a tokenizer that joins characters seldom joins those of two lines.
    private static IEnumerable<string> Parts(TextReader reader)
    {
        var rest = "";
        var buffer = new char[PartCharacters];
        while (Read(() => reader.ReadBlock(buffer)) is > 0 and var count)
        {
            var text = rest + new string(buffer, 0, count);
            var end = text.LastIndexOf('\n') + 1;
            if (end > 0)
            {
                yield return text[..end];
            }

            rest = text[end..];
        }

        if (rest.Length > 0)
        {
            yield return rest;
        }
    }

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException error)
        {
            throw new MakemoreException("The text is no UTF-8. Save the file as UTF-8.", error);
        }
    }
}
