using Makemore.Runtime.Batches;
using Makemore.Runtime.Runs;

namespace Makemore.Pages.Findings;

/// <summary>How often tokens stand in a split, alone and behind each other.</summary>
internal static class TokenCounts
{
    /// <summary>All tokens where they are few; else those that are most frequent in the training split; by their numbers.</summary>
    /// <param name="trained">The model with its data.</param>
    /// <param name="most">How many.</param>
    public static IReadOnlyList<int> MostFrequent(TrainedModel trained, int most)
    {
        var vocabulary = trained.Model.Vocabulary;
        var counts = ByFrequency(trained);
        return [.. Enumerable.Range(0, vocabulary).OrderBy(token => vocabulary <= most ? 0 : -counts[token]).ThenBy(token => token).Take(most).Order()];
    }

    /// <summary>The count of each token of the training split, its boundaries among them.</summary>
    public static long[] ByFrequency(TrainedModel trained)
    {
        var counts = new long[trained.Model.Vocabulary];
        foreach (var token in trained.Corpus.Train.Tokens.Span)
        {
            counts[token]++;
        }

        if (trained.Corpus.Train.Boundary is { } boundary)
        {
            counts[boundary] += trained.Corpus.Train.Count;
        }

        return counts;
    }

    /// <summary>How often each of some tokens stands behind each of them, a document between its boundaries.</summary>
    /// <param name="split">The split.</param>
    /// <param name="tokens">The tokens.</param>
    public static double?[,] Pairs(TokenSequences split, IReadOnlyList<int> tokens)
    {
        var places = tokens.Select((token, place) => (token, place)).ToDictionary(pair => pair.token, pair => pair.place);
        var counts = new double?[tokens.Count, tokens.Count];
        for (var row = 0; row < tokens.Count; row++)
        {
            for (var column = 0; column < tokens.Count; column++)
            {
                counts[row, column] = 0;
            }
        }

        for (var document = 0; document < split.Count; document++)
        {
            var text = split[document];
            var before = split.Boundary;
            foreach (var token in text)
            {
                Count(before, token);
                before = token;
            }

            Count(before, split.Boundary);
        }

        return counts;

        void Count(int? first, int? second)
        {
            if (first is { } one && second is { } other && places.TryGetValue(one, out var row) && places.TryGetValue(other, out var column))
            {
                counts[row, column]++;
            }
        }
    }
}
