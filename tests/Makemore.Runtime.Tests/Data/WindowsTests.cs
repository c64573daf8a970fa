using CsCheck;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Data;

public sealed class WindowsTests
{
    private static readonly TokenSequences Lines = new([5, 13, 13, 1, 1, 2], [0, 4, 6], boundary: 0); // emma, ab
    private static readonly TokenSequences Text = new([4, 5, 6, 7], [0, 4], boundary: null);

    [Fact]
    public void Lines_are_padded_with_the_boundary_and_end_with_it()
    {
        var batch = new Windows(Lines, 3).All();

        Assert.Equal((8, 3), (batch.Size, batch.Length));
        Assert.Equal(
            [0, 0, 0, 0, 0, 5, 0, 5, 13, 5, 13, 13, 13, 13, 1, 0, 0, 0, 0, 0, 1, 0, 1, 2], batch.Inputs);
        Assert.Equal([5, 13, 13, 1, 0, 1, 2, 0], batch.Targets);
    }

    [Fact]
    public void A_running_text_has_whole_windows_alone()
    {
        var batch = new Windows(Text, 2).All();

        Assert.Equal([4, 5, 5, 6], batch.Inputs);
        Assert.Equal([6, 7], batch.Targets);
        Assert.Equal(0, new Windows(Text, 4).Count);
        Assert.Equal(0, new Windows(Text, 9).Count);
    }

    [Fact]
    public void A_context_of_nothing_has_targets_alone()
    {
        Assert.Equal([5, 13, 13, 1, 0, 1, 2, 0], new Windows(Lines, 0).All().Targets);
        Assert.Equal([4, 5, 6, 7], new Windows(Text, 0).All().Targets);
    }

    [Fact]
    public void A_batch_holds_the_examples_of_its_indices()
    {
        var windows = new Windows(Lines, 2);

        var batch = windows.FillBatch([7, 0, 7]);

        Assert.Equal([1, 2, 0, 0, 1, 2], batch.Inputs);
        Assert.Equal([0, 5, 0], batch.Targets);
        Assert.Same(batch, windows.FillBatch([1, 2, 3]));
        Assert.Equal([13, 1], windows.Fill(2, 2).Targets);
    }

    [Fact]
    public void An_index_that_is_no_example_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => new Windows(Lines, 3).FillBatch([8]));

    [Fact]
    public void Windows_are_those_of_the_lecture_for_any_lines() =>
        Gen.Select(Gen.Int[1, 5].Array[1, 6].Array[0, 6], Gen.Int[0, 7]).Sample((lines, context) =>
        {
            var starts = lines.Aggregate(new List<int> { 0 }, (ends, line) => [.. ends, ends[^1] + line.Length]);
            var batch = new Windows(new(lines.SelectMany(line => line).ToArray(), [.. starts], boundary: 0), context).All();

            var (inputs, targets) = (new List<long>(), new List<long>());
            foreach (var line in lines)
            {
                var window = new Queue<long>(new long[context]);
                foreach (var token in line.Append(0))
                {
                    inputs.AddRange(window);
                    targets.Add(token);
                    window.Enqueue(token);
                    window.Dequeue();
                }
            }

            Assert.Equal(inputs, batch.Inputs);
            Assert.Equal(targets, batch.Targets);
        });

    [Fact]
    public void Names_give_the_examples_of_the_lectures()
    {
        var corpus = Names.Load(new());
        var tokens = TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));

        Assert.Equal(27, tokens.Tokenizer.VocabularySize);
        Assert.Equal(
            (182_625, 22_655, 22_866),
            (new Windows(tokens.Train, 3).Count, new Windows(tokens.Dev, 3).Count, new Windows(tokens.Test, 3).Count));
    }

    [Fact]
    public void All_names_have_the_bigrams_of_the_lectures()
    {
        var corpus = Names.Load(Splits.AllTrain);
        var tokenizer = Tokenizer.Create(new(), corpus);

        var batch = new Windows(TokenizedCorpus.Create(corpus, tokenizer).Train, 1).All();

        var counts = batch.Inputs.Zip(batch.Targets)
            .CountBy(pair => tokenizer.TokenText((int)pair.First) + tokenizer.TokenText((int)pair.Second)).ToDictionary();
        Assert.Equal((228_146, 627), (batch.Size, counts.Count));
        Assert.Equal(
            [("n.", 6763), ("a.", 6640), ("an", 5438), (".a", 4410), ("e.", 3983)],
            counts.OrderByDescending(count => count.Value).Take(5).Select(count => (count.Key, count.Value)));
    }
}
