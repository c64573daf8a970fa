using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Counting;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Tests.Ngram;

/// <summary>Small corpora of tokens, all of them the same in every run.</summary>
internal static class TestCorpora
{
    /// <summary>Lines of 0 to 12 tokens from 1 to vocabulary - 1; small ones are likelier. 0 is the boundary.</summary>
    public static TokenSequences Lines(int seed, int count, int vocabulary)
    {
        var random = new Random(seed);
        return Of([.. Enumerable.Range(0, count).Select(_ => Tokens(random, random.Next(0, 13), 1, vocabulary))], boundary: 0);
    }

    /// <summary>One running text of tokens from 0 to vocabulary - 1.</summary>
    public static TokenSequences Text(int seed, int length, int vocabulary) =>
        Of([Tokens(new Random(seed), length, 0, vocabulary)], boundary: null);

    public static TokenSequences Of(int[][] documents, int? boundary)
    {
        var starts = new int[documents.Length + 1];
        for (var i = 0; i < documents.Length; i++)
        {
            starts[i + 1] = starts[i] + documents[i].Length;
        }

        return new([.. documents.SelectMany(document => document)], starts, boundary);
    }

    public static NgramModel Train(TokenSequences train, int vocabulary, int order, Smoothing smoothing,
        CountingOptions? counting = null)
    {
        var model = new NgramModel(order - 1, vocabulary, train.Boundary, smoothing, counting: counting);
        model.Train(train);
        return model;
    }

    /// <summary>Every method, with parameters of its own.</summary>
    public static Smoothing Smoothing(SmoothingType type) => Makemore.Runtime.Ngram.Estimation.Smoothing.Create(
        new() { Type = type, K = 0.3, Weight = 0.7 });

    private static int[] Tokens(Random random, int length, int from, int to) =>
        [.. Enumerable.Range(0, length).Select(_ => from + Math.Min(random.Next(to - from), random.Next(to - from)))];
}
