using System.Text;
using CsCheck;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Tokenizers;

public sealed class WordTokenizerTests
{
    [Fact]
    public void The_most_frequent_words_are_tokens_and_the_rest_is_bytes()
    {
        using var folder = new TestFolder();

        var tokenizer = Tokenizer.Create(Word(257 + 2), folder.Load("to be or not to be\nto be, to do\n"));

        Assert.Equal(["␣be", "␣to"], Enumerable.Range(257, 2).Select(tokenizer.TokenText));
        Assert.Equal("t|o|␣be|,|␣to|␣|g|o", string.Join('|', tokenizer.Encode("to be, to go").Select(tokenizer.TokenText)));
    }

    [Fact]
    public void Words_alike_in_number_are_in_the_order_of_their_bytes()
    {
        using var folder = new TestFolder();

        var tokenizer = Tokenizer.Create(Word(257 + 3), folder.Load("zz\néé\nZz\naa\n"));

        Assert.Equal(["Zz", "aa", "zz"], Enumerable.Range(257, 3).Select(tokenizer.TokenText));
    }

    [Fact]
    public void A_text_with_too_few_words_is_told_how_many_it_gives()
    {
        using var folder = new TestFolder();

        var exception = Assert.Throws<MakemoreException>(() => Tokenizer.Create(Word(300), folder.Load("ab ab a\n")));

        Assert.StartsWith("tokenizer.vocabulary: expected 300 tokens, but the training split gives only 260.", exception.Message);
    }

    [Fact]
    public void Any_text_is_decoded_to_itself_before_and_after_saving() =>
        Texts.Any.Array[0, 5].Select(Texts.Any, Gen.Bool).Sample((words, text, isLine) =>
        {
            var known = words.Append(text[..(text.Length / 2)]).Select(Encoding.UTF8.GetBytes)
                .Select(bytes => bytes.Length == 0 ? bytes : bytes[..Pieces.First(bytes)])
                .Where(word => word.Length > 1).Distinct(ByteStringComparer.Instance);
            var tokenizer = new WordTokenizer(known, isLine ? 0 : null);
            var restored = Tokenizer.Restore(tokenizer.Save());

            Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
            Assert.Equal(tokenizer.Encode(text), restored.Encode(text));
            Assert.Equal((tokenizer.VocabularySize, tokenizer.Boundary), (restored.VocabularySize, restored.Boundary));
        });

    private static TokenizerSpec Word(int vocabulary) => new() { Type = TokenizerType.Word, Vocabulary = vocabulary };
}
