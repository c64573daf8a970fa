using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Specs;

public sealed class VocabularyTests
{
    [Theory]
    [InlineData("dataset: names", 27)]
    [InlineData("dataset: tinyshakespeare", 65)]
    [InlineData("dataset: a.txt\ntokenizer: { alphabet: ab😀 }", 4)]
    [InlineData("dataset: a.txt", null)]
    [InlineData("tokenizer: byte", 257)]
    [InlineData("dataset: tinyshakespeare\ntokenizer: byte", 256)]
    [InlineData("tokenizer: bpe", 512)]
    [InlineData("dataset: tinyshakespeare\ntokenizer: { type: bpe, vocabulary: 1_000 }", 1000)]
    [InlineData("tokenizer: word", 5000)]
    [InlineData("dataset: a.txt\ntokenizer: { type: word, vocabulary: 300 }", 300)]
    public void The_size_is_known_where_the_spec_decides_it(string text, int? size) =>
        Assert.Equal(size, Vocabulary.Of(SpecProject.Of($"{text}\nmodel: bigram\n").Valid().Settings));

    [Theory]
    [InlineData("tokenizer: { type: char, vocabulary: 300 }", "MKM1009")]
    [InlineData("tokenizer: { type: bpe, alphabet: abc }", "MKM1009")]
    [InlineData("tokenizer: { type: bpe, vocabulary: 256 }", "MKM1005")]
    public void Options_of_another_tokenizer_are_refused(string text, string id) =>
        Assert.Equal([id],
            SpecProject.Of($"{text}\nmodel: bigram\n").Bind().Diagnostics.Select(diagnostic => diagnostic.Rule.Id));
}
