using System.Text;
using CsCheck;
using Makemore.Runtime.Data;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Tokenizers;

public sealed class BpeTokenizerTests
{
    private const string Text =
        "low low low low low lower lower newest newest newest newest newest newest widest widest widest\n";

    [Fact]
    public void The_most_frequent_neighbours_merge_first_and_the_least_of_those_alike()
    {
        using var folder = new TestFolder();

        var tokenizer = Tokenizer.Create(Bpe(257 + 6), folder.Load(Text));

        // es and st 9 times, then est; lo and ow 7 times, then low; 6 times among others these two.
        Assert.Equal(["es", "est", "lo", "low", "␣n", "␣low"], Enumerable.Range(257, 6).Select(tokenizer.TokenText));
        Assert.Equal("low|est|!", string.Join('|', tokenizer.Encode("lowest!").Select(tokenizer.TokenText)));
    }

    [Fact]
    public void Learning_agrees_with_counting_all_pairs_anew_after_each_merge() =>
        Gen.String["ab "].Array[1, 12].Sample(texts =>
        {
            var pieces = texts.Where(text => text.Length > 0).Distinct()
                .Select((text, index) => (Encoding.UTF8.GetBytes(text), 1L + index % 3)).ToArray();
            Assert.Equal(LearnNaively(pieces, 12), BpeTrainer.Learn(pieces, 12));
        });

    [Fact]
    public void Encoding_the_training_text_gives_what_training_made_of_it()
    {
        using var folder = new TestFolder();
        var tokenizer = Tokenizer.Create(Bpe(257 + 10), folder.Load("aaaaa aaa aa\nbababab abab\n"));

        Assert.Equal("aaaaa|␣aaa|␣aa", string.Join('|', tokenizer.Encode("aaaaa aaa aa").Select(tokenizer.TokenText)));
    }

    [Fact]
    public void Only_the_training_split_is_learnt_from()
    {
        using var folder = new TestFolder();
        var split = Splits.AllTrain with { Train = 0.5, Dev = 0.5 };

        var tokenizer = Tokenizer.Create(Bpe(258), folder.Load("xy xy\nxy xy\nab ab ab ab\nab ab ab ab\n", split: split));

        Assert.Equal("xy", tokenizer.TokenText(257));
    }

    [Fact]
    public void A_text_with_too_few_merges_is_told_how_many_it_gives()
    {
        using var folder = new TestFolder();

        var exception = Assert.Throws<MakemoreException>(() => Tokenizer.Create(Bpe(300), folder.Load("abc\n")));

        Assert.Equal(
            "tokenizer.vocabulary: expected 300 tokens, but the training split gives only 259. " +
            "Write `vocabulary: 259` or less, or train on more text.",
            exception.Message);
        Assert.Equal(259, Tokenizer.Create(Bpe(259), folder.Load("abc\n")).VocabularySize);
    }

    [Fact]
    public void The_vocabulary_has_exactly_the_size_that_the_spec_gives()
    {
        using var folder = new TestFolder();

        Assert.Equal(262, Tokenizer.Create(Bpe(262), folder.Load(Text)).VocabularySize);
        Assert.Equal(262, Tokenizer.Create(Bpe(262), folder.Load(Text, DatasetUnit.Text)).VocabularySize);
    }

    [Fact]
    public void A_part_of_a_character_is_shown_as_bytes()
    {
        using var folder = new TestFolder();
        var tokenizer = Tokenizer.Create(Bpe(258), folder.Load("日日日\n"));

        Assert.Equal("0x97A5", tokenizer.TokenText(257));
        Assert.Equal("\uFFFD\uFFFD日", tokenizer.Decode([257, .. tokenizer.Encode("日")]));
    }

    [Fact]
    public void Any_text_is_decoded_to_itself_before_and_after_saving() =>
        Texts.Any.Select(Texts.Any, Gen.Bool).Sample((trained, text, isLine) =>
        {
            var tokenizer = Trained(trained, isLine ? 0 : null, 20);
            var restored = Tokenizer.Restore(tokenizer.Save());

            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
            Assert.Equal(trained, tokenizer.Decode(tokenizer.Encode(trained)));
            Assert.Equal(tokenizer.Encode(text), restored.Encode(text));
            Assert.Equal((tokenizer.VocabularySize, tokenizer.Boundary), (restored.VocabularySize, restored.Boundary));
            Assert.Equal(tokenizer.Save(), restored.Save());
        });

    private static TokenizerSpec Bpe(int vocabulary) => new() { Type = TokenizerType.Bpe, Vocabulary = vocabulary };

    private static BpeTokenizer Trained(string text, int? boundary, int merges)
    {
        using var folder = new TestFolder();
        var documents = string.IsNullOrWhiteSpace(text) ? Documents.None : folder.Load("-" + text, DatasetUnit.Text).Train;
        return new(BpeTrainer.Learn(PieceCounts.Of(documents), merges), boundary);
    }

    private static List<TokenPair> LearnNaively((byte[] Piece, long Count)[] pieces, int count)
    {
        var words = pieces.Select(piece => (Symbols: piece.Piece.Select(value => (int)value).ToArray(), piece.Count)).ToList();
        var merges = new List<TokenPair>();
        while (merges.Count < count)
        {
            var pairs = words
                .SelectMany(word => word.Symbols.Zip(word.Symbols.Skip(1), (left, right) =>
                    (Pair: new TokenPair(left, right), word.Count)))
                .GroupBy(entry => entry.Pair, entry => entry.Count)
                .ToList();
            if (pairs.Count == 0)
            {
                break;
            }

            var best = pairs.OrderByDescending(pair => pair.Sum()).ThenBy(pair => pair.Key).First().Key;
            words = [.. words.Select(word => (word.Symbols[..best.Replace(word.Symbols, 256 + merges.Count)], word.Count))];
            merges.Add(best);
        }

        return merges;
    }
}
