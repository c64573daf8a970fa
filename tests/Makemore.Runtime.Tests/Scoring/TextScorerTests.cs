using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Scoring;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Torch;
using Makemore.Runtime.Tokenizers;
using Makemore.Tests.Platforms;
using Makemore.Torch;
using Xunit;

namespace Makemore.Runtime.Tests.Scoring;

public class TextScorerTests
{
    private const string Text = "anna\nhannah\njohanna\nan\nhanno\nnoah\njan\njana\nhoan\nanja\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatasetUnit.Line, 0)]
    [InlineData(DatasetUnit.Line, 3)]
    [InlineData(DatasetUnit.Text, 0)]
    [InlineData(DatasetUnit.Text, 3)]
    public void The_mean_over_a_split_is_the_loss_of_ngrams(DatasetUnit unit, int context)
    {
        var corpus = Load(unit);
        using var model = Counted(corpus, context);

        Assert.Equal(Loss(model, corpus), Mean(model, corpus), 1e-12);
    }

    [Theory]
    [NeedsTorch]
    [InlineData(DatasetUnit.Line, true)]
    [InlineData(DatasetUnit.Line, false)]
    [InlineData(DatasetUnit.Text, true)]
    [InlineData(DatasetUnit.Text, false)]
    public void The_mean_over_a_split_is_the_loss_of_a_network(DatasetUnit unit, bool isWindowed)
    {
        var corpus = Load(unit);
        var parameters = new TorchParameters(context: 8, corpus.Tokenizer.VocabularySize, new TorchGenerator(1));
        using var model = new TorchModel(new LinearNetwork(parameters, isWindowed), new() { Name = "linear" }, corpus.Tokenizer.Boundary);

        Assert.Equal(Loss(model, corpus), Mean(model, corpus), 1e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_token_of_a_line_is_scored_behind_what_stands_before_it(bool isWindowed)
    {
        var tokenizer = Load(DatasetUnit.Line).Tokenizer;
        using var model = new ContextModel(tokenizer.VocabularySize, context: 8, isWindowed);
        int[] line = [0, .. tokenizer.Encode("hanna"), 0];

        var score = new TextScorer(model, tokenizer).Score("hanna", Cancellation);

        Assert.Equal(["h", "a", "n", "n", "a", ""], score.Pieces.Select(piece => piece.Text));
        Assert.Equal(
            Enumerable.Range(1, 6).Select(place => -model.LogProbability(
                isWindowed ? [.. new int[8 - place], .. line[..place]] : line[..place], line[place])),
            score.Pieces.Select(piece => (float)piece.Surprise!.Value));
        Assert.Equal((6, true), (score.Tokens, score.Pieces[^1].IsEnd));
        Assert.Equal(score.Pieces.Sum(piece => piece.Surprise!.Value) / 6, score.Loss!.Value, 1e-12);
        Assert.Equal(Math.Exp(score.Nats / 6), score.Perplexity!.Value, 1e-9);
    }

    [Fact]
    public void A_line_beyond_the_context_is_scored_in_stretches_and_leaves_its_neighbours_alone()
    {
        var tokenizer = Load(DatasetUnit.Line).Tokenizer;
        using var model = new ContextModel(tokenizer.VocabularySize, context: 4, isWindowed: false);
        var scorer = new TextScorer(model, tokenizer);
        int[] line = [0, .. tokenizer.Encode("johanna"), 0];

        var scores = scorer.ScoreLines(["an", "johanna", "jan"], Cancellation).ToArray();

        Assert.Equal(
            Enumerable.Range(1, 8).Select(place => -model.LogProbability(line[((place - 1) / 4 * 4)..place], line[place])),
            scores[1].Pieces.Select(piece => (float)piece.Surprise!.Value));
        Assert.Equal([scorer.Score("an", Cancellation).Nats, scorer.Score("jan", Cancellation).Nats], [scores[0].Nats, scores[2].Nats]);
    }

    [Fact]
    public void Many_lines_score_as_each_does_alone()
    {
        var corpus = Load(DatasetUnit.Line);
        using var model = Counted(corpus, context: 2);
        var scorer = new TextScorer(model, corpus.Tokenizer);
        string[] lines = [.. Enumerable.Range(0, 5000).Select(index => Text.Split('\n')[index % 10])];

        Assert.Equal(
            lines.Select(line => scorer.Score(line, Cancellation).Nats),
            scorer.ScoreLines(lines, Cancellation).Select(score => score.Nats));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_running_text_in_parts_scores_as_a_whole(bool isWindowed)
    {
        var tokenizer = Load(DatasetUnit.Text).Tokenizer;
        using var model = new ContextModel(tokenizer.VocabularySize, context: 5, isWindowed);
        var scorer = new TextScorer(model, tokenizer);
        var whole = scorer.Score(Text, Cancellation).Pieces;

        Assert.Equal(isWindowed ? 5 : 1, whole.Count(piece => piece.Surprise is null));
        foreach (var size in (int[])[1, 3, 7, 20])
        {
            var parts = Text.Chunk(size).Select(part => new string(part));
            Assert.Equal(whole, scorer.ScoreRunningText(parts, Cancellation));
        }
    }

    [Fact]
    public void A_running_text_within_a_window_has_no_loss()
    {
        var tokenizer = Load(DatasetUnit.Text).Tokenizer;
        using var model = new ContextModel(tokenizer.VocabularySize, context: 5, isWindowed: true);

        var score = new TextScorer(model, tokenizer).Score("anna\n", Cancellation);

        Assert.Equal((0, null, 5), (score.Tokens, score.Loss, score.Pieces.Length));
    }

    [Fact]
    public void Bytes_of_one_character_are_one_piece()
    {
        var tokenizer = new ByteTokenizer(boundary: 0);
        using var model = new ContextModel(tokenizer.VocabularySize, context: 8, isWindowed: false);

        var score = new TextScorer(model, tokenizer).Score("aé€", Cancellation);

        Assert.Equal([("a", 1), ("é", 2), ("€", 3), ("", 1)], score.Pieces.Select(piece => (piece.Text, piece.Tokens)));
        int[] line = [0, .. tokenizer.Encode("aé€")];
        Assert.Equal(
            -(double)model.LogProbability(line[..2], line[2]) - model.LogProbability(line[..3], line[3]),
            score.Pieces[1].Surprise!.Value);
        Assert.Equal(7, score.Tokens);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_are_refused()
    {
        var corpus = Load(DatasetUnit.Line);
        using var model = Counted(corpus, context: 2, new() { Type = SmoothingType.StupidBackoff });

        Assert.Contains("no probabilities", Assert.Throws<MakemoreException>(() => new TextScorer(model, corpus.Tokenizer)).Message,
            StringComparison.Ordinal);
    }

    private static TokenizedCorpus Load(DatasetUnit unit)
    {
        using var folder = new TestFolder();
        var corpus = folder.Load(Text, unit);
        return TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
    }

    private static NgramModel Counted(TokenizedCorpus corpus, int context, SmoothingSpec? smoothing = null)
    {
        var tokenizer = corpus.Tokenizer;
        var model = new NgramModel(
            context, tokenizer.VocabularySize, tokenizer.Boundary,
            Smoothing.Create(smoothing ?? new() { Type = SmoothingType.WittenBell }));
        model.Train(corpus.Train, cancellation: Cancellation);
        return model;
    }

    private static double Loss(ILanguageModel model, TokenizedCorpus corpus) =>
        model.Loss(corpus.Train, Cancellation);

    private static double Mean(ILanguageModel model, TokenizedCorpus corpus)
    {
        var scorer = new TextScorer(model, corpus.Tokenizer);
        if (!scorer.IsOfLines)
        {
            return scorer.Score(Text, Cancellation).Loss!.Value;
        }

        var scores = scorer.ScoreLines(Text.TrimEnd('\n').Split('\n'), Cancellation).ToArray();
        return scores.Sum(score => score.Nats) / scores.Sum(score => score.Tokens);
    }
}
