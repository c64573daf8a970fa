using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Arpa;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Ngram;

public class ArpaTests
{
    public static TheoryData<SmoothingType> Distributions =>
        [.. Enum.GetValues<SmoothingType>().Where(type => type is not (SmoothingType.StupidBackoff or SmoothingType.Label))];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void A_loaded_model_has_the_losses_of_the_one_that_was_written(SmoothingType type)
    {
        using var folder = new TestFolder();
        foreach (var (unit, tokenizer) in (ReadOnlySpan<(DatasetUnit, TokenizerType)>)[
            (DatasetUnit.Line, TokenizerType.Char), (DatasetUnit.Text, TokenizerType.Char),
                (DatasetUnit.Line, TokenizerType.Byte)])
        {
            foreach (var order in (int[])[1, 2, 4])
            {
                // What stands in dev alone is unknown to the model: x, in the second half.
                var split = new SplitSpec { Train = 0.5, Dev = 0.5, Test = 0, Shuffle = SplitShuffle.None };
                var corpus = Tokenize(folder.Load("anna b\nhannah\\ é\nan na <b>\nhan nax\na\\n éx\nbana <\n", unit,
                    split), new() { Type = tokenizer });
                using var model = TestCorpora.Train(corpus.Train, corpus.Tokenizer.VocabularySize, order,
                    TestCorpora.Smoothing(type));
                using var loaded = ArpaModel.Create(ArpaFile.Read(Write(folder, model, corpus.Tokenizer)), corpus.Tokenizer);
                var cancellation = TestContext.Current.CancellationToken;

                Assert.Equal(order - 1, loaded.Context);
                Assert.Equal(model.Loss(corpus.Train, cancellation), loaded.Loss(corpus.Train, cancellation), 1e-6);
                Assert.Equal(model.Loss(corpus.Dev, cancellation), loaded.Loss(corpus.Dev, cancellation), 1e-6);
            }
        }
    }

    [Fact]
    public void A_file_is_as_KenLM_writes_it()
    {
        using var folder = new TestFolder();
        var corpus = Tokenize(folder.Load("ab\nb\n"), new());
        using var model = TestCorpora.Train(corpus.Train, corpus.Tokenizer.VocabularySize, 2,
            TestCorpora.Smoothing(SmoothingType.ModifiedKneserNey));

        // Adjusted counts: a 1, b 2, </s> 1; the discounts are 0.5, 1 and 1.5, so that (0.5 + 1 + 0.5) / 4 goes to 1/4 each.
        // Behind <s> a 1, b 1; behind a b 1; behind b </s> 2.
        Assert.Equal(
            """
            \data\
            ngram 1=5
            ngram 2=4

            \1-grams:
            -0.903089987	<unk>	0
            0	<s>	-0.3010299957
            -0.6020599913	</s>	0
            -0.6020599913	a	-0.3010299957
            -0.4259687323	b	-0.3010299957

            \2-grams:
            -0.4259687323	<s> a
            -0.3590219426	<s> b
            -0.1627272975	a b
            -0.2041199827	b </s>

            \end\

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(Write(folder, model, corpus.Tokenizer)));
    }

    [Fact]
    public void The_file_alone_says_how_text_becomes_characters()
    {
        using var folder = new TestFolder();
        var corpus = Tokenize(folder.Load("a\\b c\né\u00A0x\n"), new());
        using var model = TestCorpora.Train(corpus.Train, corpus.Tokenizer.VocabularySize, 3,
            TestCorpora.Smoothing(SmoothingType.WittenBell));

        var tokenizer = ArpaModel.TokenizerOf(ArpaFile.Read(Write(folder, model, corpus.Tokenizer)));

        Assert.Equal(corpus.Tokenizer.Save(), tokenizer.Save());
    }

    [Fact]
    public void What_a_pruned_file_leaves_out_is_backed_off_to()
    {
        using var folder = new TestFolder();
        // The trigram "<s> a b" is there, the bigrams "<s> a" and "a b" are not.
        var path = folder.Write("pruned.arpa", """
            \data\
            ngram 1=5
            ngram 2=1
            ngram 3=1

            \1-grams:
            -2	<unk>
            -99	<s>	-0.1
            -0.5	</s>
            -0.4	a	-0.2
            -0.3	b	-0.3

            \2-grams:
            -0.25	b </s>

            \3-grams:
            -0.05	<s> a b

            \end\
            """);
        var file = ArpaFile.Read(path);
        using var model = ArpaModel.Create(file, ArpaModel.TokenizerOf(file));
        double Common(int[] context, int token) => model.LogProbability(context, token) / Math.Log(10);

        Assert.Equal(-0.05, Common([0, 1], 2), 1e-12);
        Assert.Equal(-0.1 - 0.4, Common([0], 1), 1e-12);
        Assert.Equal(-0.2 - 0.3, Common([2, 1], 2), 1e-12);
        Assert.Equal(-0.25, Common([1, 2], 0), 1e-12);
    }

    [Theory]
    [InlineData("", "line 1: expected \\data\\")]
    [InlineData("\\data\\\n\n\\end\\\n", "expected ngram 1=COUNT")]
    [InlineData("\\data\\\nngram 1=x\n", "line 2: expected ngram 1=COUNT, found 'ngram 1=x'")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta b c\n\\end\\\n", "line 4: expected a logarithm")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\nx\ta\n\\end\\\n", "line 4: expected a number, found 'x'")]
    [InlineData("\\data\\\nngram 1=2\n\\1-grams:\n-1\ta\n\\end\\\n", "expected 2 n-grams of order 1")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta\n", "expected \\end\\, found 'the end of the file'")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\n0.5\ta\n\\end\\\n", "line 4: expected a logarithm of a probability, 0 or less, found '0.5'")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\nNaN\ta\n\\end\\\n", "line 4: expected a number, found 'NaN'")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\ninfinity\ta\n\\end\\\n", "line 4: expected a number, found 'infinity'")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta\t1e999\n\\end\\\n", "line 4: expected a number, found '1e999'")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta\t-0.5\n\\end\\\n", "line 4: expected no back-off weight behind the longest n-grams, found '-0.5'")]
    [InlineData("\\data\\\nngram 1=2\n\\1-grams:\n-1\ta\n-2\ta\n\\end\\\n", "line 5: expected each n-gram once")]
    [InlineData("\\data\\\nngram 1=2\n\\1-grams:\n0\t<s>\n-99\ta\n\\end\\\n", "line 6: expected a word with a probability above these lines, found '-99 alone'")]
    [InlineData("\\data\\\nngram 1=1\n\\1-grams:\n-1\ta\n-1\tb\n\\end\\\n", "line 6: expected 1 n-grams of order 1, as the head of the file says, found '2'")]
    public void A_damaged_file_is_reported_with_its_line(string text, string message)
    {
        using var folder = new TestFolder();
        var path = folder.Write("damaged.arpa", text);

        var error = Assert.Throws<MakemoreException>(() => ArpaFile.Read(path));

        Assert.Contains("damaged.arpa", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static string Write(TestFolder folder, NgramModel model, Tokenizer tokenizer)
    {
        var path = Path.Combine(folder.Path, "model.arpa");
        using var writer = new StreamWriter(path);
        new ArpaWriter(model.Tables, tokenizer).Write(writer);
        return path;
    }

    private static TokenizedCorpus Tokenize(Corpus corpus, TokenizerSpec tokenizer) =>
        TokenizedCorpus.Create(corpus, Tokenizer.Create(tokenizer, corpus));
}
