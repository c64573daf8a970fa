using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram.Scoring;

namespace Makemore.Runtime.Ngram;

/// <summary>How well a model knows the n-grams of a split, or of a part of it.</summary>
/// <param name="Split"><c>train</c>, <c>dev</c>, <c>test</c>, or <c>dev, new</c> for the documents of dev that are not
/// in train.</param>
/// <param name="Documents">The number of documents.</param>
/// <param name="Tokens">The number of tokens that were predicted.</param>
/// <param name="Loss">Nats per token; null where the model only scores.</param>
/// <param name="Found">By order, from 1 on, the share of the n-grams that the model has.</param>
public sealed record NgramCoverage(string Split, int Documents, long Tokens, double? Loss, IReadOnlyList<double> Found)
{
    /// <summary>e to the power of the loss.</summary>
    public double? Perplexity => Loss is { } nats ? Math.Exp(nats) : null;

    /// <summary>Measures the splits, and those documents of dev that training has not seen.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The splits.</param>
    /// <param name="only">The only split to measure, or null for all.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public static IReadOnlyList<NgramCoverage> Of(
        NgramModel model, TokenizedCorpus corpus, string? only, CancellationToken cancellation)
    {
        var splits = new List<(string Name, TokenSequences Tokens)> { ("train", corpus.Train), ("dev", corpus.Dev),
            ("test", corpus.Test) };
        if (only is not null)
        {
            splits.RemoveAll(split => split.Name != only);
        }

        // A running text is one document, which is always new.
        if (corpus.Dev.Boundary is not null && splits.FindIndex(split => split.Name == "dev") is >= 0 and var dev)
        {
            splits.Insert(dev + 1, ("dev, new", Without(corpus.Dev, corpus.Train)));
        }

        return [.. splits.Select(split => Of(model, split.Name, split.Tokens, cancellation)).OfType<NgramCoverage>()];
    }

    private static NgramCoverage? Of(NgramModel model, string name, TokenSequences tokens, CancellationToken cancellation)
    {
        var score = NgramScore.Of(model.Tables, tokens, withOrders: true, cancellation);
        return score.Tokens == 0 ? null : new(
            name,
            tokens.Count,
            score.Tokens,
            model.HasLoss ? score.Loss : null,
            [.. Enumerable.Range(1, model.Tables.Order).Select(score.ShareFound)]);
    }

    private static TokenSequences Without(TokenSequences tokens, TokenSequences known)
    {
        var seen = new HashSet<int[]>(DocumentComparer.Instance);
        for (var document = 0; document < known.Count; document++)
        {
            seen.Add(known[document].ToArray());
        }

        int[][] left = [.. Enumerable.Range(0, tokens.Count)
            .Select(document => tokens[document].ToArray())
            .Where(document => !seen.Contains(document))];
        int[] starts = [0, .. left.Select(document => document.Length)];
        for (var document = 1; document < starts.Length; document++)
        {
            starts[document] += starts[document - 1];
        }

        return new([.. left.SelectMany(document => document)], starts, tokens.Boundary);
    }

    private sealed class DocumentComparer : IEqualityComparer<int[]>
    {
        public static DocumentComparer Instance { get; } = new();

        public bool Equals(int[]? one, int[]? other) => one.AsSpan().SequenceEqual(other);

        public int GetHashCode(int[] document)
        {
            var hash = default(HashCode);
            foreach (var token in document)
            {
                hash.Add(token);
            }

            return hash.ToHashCode();
        }
    }
}
