namespace Makemore.Runtime.Batches;

/// <summary>Whether the lines of a dataset fit into the context of a sequence model, which sees each as a whole.</summary>
public static class LineLength
{
    /// <summary>Requires a context for the longest line of all splits, with its boundary.</summary>
    /// <exception cref="MakemoreException">It is too small; the message has the line, and the context that it needs.</exception>
    public static void RequireFits(TokenizedCorpus corpus, int context)
    {
        var longest = new[] { corpus.Train, corpus.Dev, corpus.Test }
            .Where(split => split.Boundary is not null)
            .SelectMany(split => Enumerable.Range(0, split.Count), (split, line) => (split, line))
            .DefaultIfEmpty()
            .MaxBy(place => place.split?[place.line].Length);
        if (longest.split is { } split && split[longest.line] is var tokens && tokens.Length >= context)
        {
            throw new MakemoreException(FormattableString.Invariant(
                $"context: the longest line, '{corpus.Tokenizer.Decode(tokens)}', has {tokens.Length} tokens. ") +
                FormattableString.Invariant($"With its boundary it needs a context of {tokens.Length + 1}, but this one is {context}. ") +
                FormattableString.Invariant($"Write `context: {tokens.Length + 1}`, or shorten the line."));
        }
    }
}
