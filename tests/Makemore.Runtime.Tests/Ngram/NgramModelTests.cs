using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Ngram;

public class NgramModelTests
{
    [Theory]
    [InlineData(SmoothingType.None, 1, 2.4540145)]
    [InlineData(SmoothingType.AddK, 1, 2.4545768)]
    public void The_bigrams_of_the_lecture_have_its_losses(SmoothingType type, double k, double expected)
    {
        var corpus = Tokenize(Names.Load(Splits.AllTrain));
        using var model = Counted(corpus, context: 1, new() { Type = type, K = k });

        Assert.Equal(729, model.ParameterCount);
        Assert.Equal(expected, model.Loss(corpus.Train, TestContext.Current.CancellationToken), 5e-8);
    }

    [Fact]
    public void The_bigrams_of_the_lecture_are_counted()
    {
        var corpus = Tokenize(Names.Load(Splits.AllTrain));
        using var model = Empty(corpus, context: 1, new());
        var bigrams = model.Train(corpus.Train, cancellation: TestContext.Current.CancellationToken)[2];
        var counts = bigrams.Counts.ToArray();

        Assert.Equal(228_146, counts.Sum());
        Assert.Equal(627, counts.Length);
        Assert.Equal([6763, 6640, 5438, 4410, 3983], counts.OrderDescending().Take(5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_examples_are_those_of_the_windows(int context)
    {
        using var folder = new TestFolder();
        foreach (var unit in Enum.GetValues<DatasetUnit>())
        {
            var corpus = Tokenize(folder.Load("anna\nhannah\nan\n", unit));
            using var model = Counted(corpus, context, new() { Type = SmoothingType.AddK, K = 0.5 });
            var all = new Windows(corpus.Train, context).All();
            var logProbabilities = new float[model.Vocabulary];
            var sum = 0.0;
            for (var i = 0; i < all.Size; i++)
            {
                model.LogProbabilities(
                    [.. all.Inputs.AsSpan(i * context, context).ToArray().Select(token => (int)token)], context,
                        logProbabilities);
                sum -= logProbabilities[all.Targets[i]];
            }

            Assert.Equal(sum / all.Size, model.Loss(corpus.Train, TestContext.Current.CancellationToken), 1e-6);
        }
    }

    [Fact]
    public void What_was_never_seen_is_impossible_without_smoothing_and_possible_with_it()
    {
        using var folder = new TestFolder();
        var corpus = Tokenize(folder.Load("ab\nba\n"));
        var unseen = Sequences(corpus.Tokenizer, "aa");

        Assert.Equal(double.PositiveInfinity, Loss(new()));
        Assert.True(double.IsFinite(Loss(new() { Type = SmoothingType.AddK })));

        double Loss(SmoothingSpec smoothing)
        {
            using var model = Counted(corpus, context: 1, smoothing);
            return model.Loss(unseen, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData(SmoothingType.None)]
    [InlineData(SmoothingType.AddK)]
    public void Probabilities_sum_to_one_behind_every_context(SmoothingType type)
    {
        using var folder = new TestFolder();
        var corpus = Tokenize(folder.Load("anna\nhannah\n"));
        using var model = Counted(corpus, context: 2, new() { Type = type, K = 0.1 });
        var logProbabilities = new float[model.Vocabulary];
        for (var first = 0; first < model.Vocabulary; first++)
        {
            for (var second = 0; second < model.Vocabulary; second++)
            {
                model.LogProbabilities([first, second], 2, logProbabilities);

                Assert.Equal(1, logProbabilities.Sum(value => Math.Exp(value)), 1e-6);
            }
        }
    }

    [Fact]
    public void A_saved_table_gives_the_same_loss()
    {
        using var folder = new TestFolder();
        var corpus = Tokenize(folder.Load("anna\nhannah\n"));
        using var counted = Counted(corpus, context: 2, new() { Type = SmoothingType.AddK });
        using var loaded = Empty(corpus, context: 2, new() { Type = SmoothingType.AddK });

        loaded.Load(counted.State());

        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(counted.Loss(corpus.Train, cancellation), loaded.Loss(corpus.Train, cancellation));
    }

    [Fact]
    public void A_context_beyond_the_widest_key_is_refused()
    {
        var error = Assert.Throws<MakemoreException>(() => new NgramModel(200, 27, 0, new WittenBell()));

        Assert.Contains("at most 101", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_has_no_loss()
    {
        using var folder = new TestFolder();
        var corpus = Tokenize(folder.Load("anna\nhannah\n"));
        using var model = Counted(corpus, context: 2, new() { Type = SmoothingType.StupidBackoff });

        Assert.False(model.HasLoss);
        Assert.Throws<MakemoreException>(() => model.Loss(corpus.Train, TestContext.Current.CancellationToken));
    }

    private static NgramModel Counted(TokenizedCorpus corpus, int context, SmoothingSpec smoothing)
    {
        var model = Empty(corpus, context, smoothing);
        model.Train(corpus.Train);
        return model;
    }

    private static NgramModel Empty(TokenizedCorpus corpus, int context, SmoothingSpec smoothing) => new(
        context, corpus.Tokenizer.VocabularySize, corpus.Tokenizer.Boundary, Smoothing.Create(smoothing));

    private static TokenizedCorpus Tokenize(Corpus corpus) =>
        TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));

    private static TokenSequences Sequences(Tokenizer tokenizer, string text)
    {
        var tokens = tokenizer.Encode(text);
        return new(tokens, [0, tokens.Length], tokenizer.Boundary);
    }
}
