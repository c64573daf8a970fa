using CsCheck;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Tokenizers;

public sealed class TokenizerTests
{
    private static readonly TokenizerSpec Char = new();
    private static readonly TokenizerSpec Byte = new() { Type = TokenizerType.Byte };

    [Fact]
    public void Characters_are_numbered_by_code_point_behind_the_boundary()
    {
        using var folder = new TestFolder();

        // U+FFxx comes before U+1Fxxx by code point, and behind it by UTF-16 unit.
        var tokenizer = Tokenizer.Create(Char, folder.Load("bé\n😀a\nｱ"));

        Assert.Equal((6, 0), (tokenizer.VocabularySize, tokenizer.Boundary));
        Assert.Equal([".", "a", "b", "é", "ｱ", "😀"], Enumerable.Range(0, 6).Select(tokenizer.TokenText));
        Assert.Equal([5, 1], tokenizer.Encode("😀a"));
    }

    [Fact]
    public void A_running_text_has_no_boundary()
    {
        using var folder = new TestFolder();
        var corpus = folder.Load("b a\n", DatasetUnit.Text);

        var tokenizer = Tokenizer.Create(Char, corpus);
        var tokens = TokenizedCorpus.Create(corpus, tokenizer).Train;

        Assert.Null(tokenizer.Boundary);
        Assert.Equal(["\\n", "␣", "a", "b"], Enumerable.Range(0, 4).Select(tokenizer.TokenText));
        Assert.Equal([3, 1, 2, 0], tokens.Tokens.ToArray());
        Assert.Null(tokens.Boundary);
        Assert.Equal(256, Tokenizer.Create(Byte, corpus).VocabularySize);
    }

    [Fact]
    public void The_vocabulary_is_of_all_splits()
    {
        using var folder = new TestFolder();
        var thirds = new SplitSpec { Train = 0.4, Dev = 0.3, Test = 0.3 };

        Assert.Equal(11, Tokenizer.Create(Char, folder.Load("a\nb\nc\nd\ne\nf\ng\nh\ni\nj", split: thirds)).VocabularySize);
    }

    [Fact]
    public void Documents_become_sequences_without_boundaries()
    {
        using var folder = new TestFolder();
        var corpus = folder.Load("ab\nc");

        var tokens = TokenizedCorpus.Create(corpus, Tokenizer.Create(Char, corpus));

        Assert.Equal([1, 2, 3], tokens.Train.Tokens.ToArray());
        Assert.Equal([0, 2, 3], tokens.Train.Starts.ToArray());
        Assert.Equal(0, tokens.Dev.Count);
    }

    [Fact]
    public void A_character_outside_the_alphabet_names_file_and_line()
    {
        using var folder = new TestFolder();
        var corpus = folder.Load("\uFEFFann\r\n\r\n  bob\nb😀éa");

        var exception = Assert.Throws<MakemoreException>(
            () => TokenizedCorpus.Create(corpus, Tokenizer.Create(new() { Alphabet = "o😀nba" }, corpus)));

        Assert.Equal(
            $"{Path.Combine(folder.Path, "data.txt")}, line 4, column 3: " +
            "the character 'é' (U+00E9) is not in the alphabet of the tokenizer: a b n o 😀",
            exception.Message);
    }

    [Fact]
    public void A_character_of_a_prompt_that_is_not_known_is_named()
    {
        using var folder = new TestFolder();
        var tokenizer = Tokenizer.Create(Char, folder.Load("ab"));

        var exception = Assert.Throws<MakemoreException>(() => tokenizer.Encode("aXb"));

        Assert.StartsWith("The text 'aXb', character 2: the character 'X' (U+0058)", exception.Message);
    }

    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        using var folder = new TestFolder();
        var corpus = folder.Load("ab");

        foreach (var spec in new[] { Char, Byte })
        {
            var exception = Assert.Throws<MakemoreException>(() => Tokenizer.Create(spec, corpus).Encode("a\uD83D"));
            Assert.Contains("lone surrogate, U+D83D, at index 1", exception.Message);
        }
    }

    [Fact]
    public void An_empty_alphabet_is_an_error()
    {
        using var folder = new TestFolder();

        Assert.Throws<MakemoreException>(() => Tokenizer.Create(new() { Alphabet = "" }, folder.Load("a")));
    }

    [Fact]
    public void Bytes_are_shown_as_what_they_are()
    {
        using var folder = new TestFolder();
        var tokenizer = Tokenizer.Create(Byte, folder.Load("ab"));

        Assert.Equal(257, tokenizer.VocabularySize);
        Assert.Equal([".", "0x00", "\\n", "0x0B", "␣", "a", "0x7F", "0xFF"],
            new[] { 0, 1, 11, 12, 33, 98, 128, 256 }.Select(tokenizer.TokenText));
        Assert.Equal([0xC3 + 1, 0xA9 + 1], tokenizer.Encode("é"));
        Assert.Equal("é\uFFFD", tokenizer.Decode([0xC3 + 1, 0xA9 + 1, 0xC3 + 1, 0]));
    }

    [Fact]
    public void Decoding_gives_back_every_text()
    {
        Texts.OfCharacters.Sample(text =>
        {
            foreach (int? boundary in new int?[] { 0, null })
            {
                Assert.Equal(text, RoundTrip(new ByteTokenizer(boundary), text));
                Assert.Equal(text, RoundTrip(new CharTokenizer(string.Concat(text.EnumerateRunes().Distinct()), boundary), text));
            }
        });

        static string RoundTrip(Tokenizer tokenizer, string text) => tokenizer.Decode(tokenizer.Encode(text));
    }

    [Fact]
    public void A_saved_tokenizer_is_restored_as_it_was()
    {
        Texts.OfCharacters.Sample(text =>
        {
            foreach (int? boundary in new int?[] { 0, null })
            {
                AssertRestored(new ByteTokenizer(boundary), text);
                AssertRestored(new CharTokenizer(string.Concat(text.EnumerateRunes().Distinct()), boundary), text);
            }
        });

        static void AssertRestored(Tokenizer tokenizer, string text)
        {
            var restored = Tokenizer.Restore(tokenizer.Save());
            Assert.Equal((tokenizer.VocabularySize, tokenizer.Boundary), (restored.VocabularySize, restored.Boundary));
            Assert.Equal(tokenizer.Encode(text), restored.Encode(text));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"type":"char","boundary":0}""")]
    [InlineData("""{"type":"char","boundary":7,"characters":"ab"}""")]
    [InlineData("""{"type":"char","boundary":0,"characters":"aa"}""")]
    [InlineData("""{"type":"char","boundary":"x","characters":"ab"}""")]
    [InlineData("""{"type":"words"}""")]
    [InlineData("""{"type":"word","boundary":0}""")]
    [InlineData("""{"type":"word","boundary":0,"words":["ab","ab"]}""")]
    [InlineData("""{"type":"word","boundary":0,"words":["a"]}""")]
    [InlineData("""{"type":"word","boundary":0,"words":[1]}""")]
    [InlineData("""{"type":"bpe","boundary":0,"merges":[[97]]}""")]
    [InlineData("""{"type":"bpe","boundary":0,"merges":[[97,256]]}""")]
    [InlineData("""{"type":"bpe","boundary":0,"merges":[[97,-2]]}""")]
    [InlineData("""{"type":"bpe","boundary":0,"merges":[[97,98],[97,98]]}""")]
    [InlineData("""{"type":"bpe","boundary":7,"merges":[]}""")]
    public void A_damaged_tokenizer_is_reported(string json) =>
        Assert.StartsWith("The saved tokenizer is damaged",
            Assert.Throws<MakemoreException>(() => Tokenizer.Restore(json)).Message);
}
