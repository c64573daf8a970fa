using CsCheck;
using Makemore.Runtime.Batches;
using Xunit;
using Sequences = Makemore.Runtime.Batches.Sequences;

namespace Makemore.Runtime.Tests.Data;

public sealed class SequencesTests
{
    private static readonly TokenSequences Lines = new([5, 13, 13, 1, 1, 2], [0, 4, 6], boundary: 0); // emma, ab
    private static readonly TokenSequences Text = new([4, 5, 6, 7], [0, 4], boundary: null);

    [Fact]
    public void Sequences_of_lines_are_whole_and_padded()
    {
        var batch = new Sequences(Lines, 9).All();

        Assert.Equal((2, 5), (batch.Size, batch.Length));
        Assert.Equal([0, 5, 13, 13, 1, 0, 1, 2, 0, 0], batch.Inputs);
        Assert.Equal([5, 13, 13, 1, 0, 1, 2, 0, -1, -1], batch.Targets);
    }

    [Fact]
    public void Sequences_write_over_what_stood_in_the_batch()
    {
        var sequences = new Sequences(Lines, 5);
        sequences.FillBatch([0]);

        var batch = sequences.FillBatch([1]);

        Assert.Equal([0, 1, 2], batch.Inputs);
        Assert.Equal([1, 2, 0], batch.Targets);
    }

    [Fact]
    public void A_line_that_does_not_fit_into_a_sequence_is_an_error()
    {
        var exception = Assert.Throws<MakemoreException>(() => new Sequences(Lines, 4));

        Assert.Contains("the longest line has 4 tokens", exception.Message);
        Assert.Contains("expected 5 or more", exception.Message);
    }

    [Fact]
    public void A_batch_is_filled_up_to_its_longest_line_whatever_the_context()
    {
        var batch = new Sequences(Lines, 100_000).FillBatch([1, 1]);

        Assert.Equal((2, 3), (batch.Size, batch.Length));
        Assert.Equal([0, 1, 2, 0, 1, 2], batch.Inputs);
    }

    [Fact]
    public void Sequences_of_a_text_start_anywhere()
    {
        var batch = new Sequences(Text, 2).All();

        Assert.Equal([4, 5, 5, 6], batch.Inputs);
        Assert.Equal([5, 6, 6, 7], batch.Targets);
    }

    [Fact]
    public void A_measurement_takes_lines_from_the_shortest_to_the_longest()
    {
        var batches = Examples.ForMeasurement(Lines, 8, isWindowed: false).InBatches(tokens: 6);

        Assert.Equal(["1 2 0", "5 13 13 1 0"], batches.Select(batch => string.Join(' ', batch.Targets)));
    }

    [Fact]
    public void Every_target_is_measured_once_however_many_tokens_are_computed_at_a_time() =>
        Gen.Select(Gen.Int[1, 9].Array[1, 9].Array[1, 20], Gen.Int[1, 60], Gen.Bool, Gen.Bool).Sample(
            (lines, tokensAtOnce, isText, isWindowed) =>
            {
                var tokens = new TokenSequences(
                    [.. lines.SelectMany(line => line)],
                    [0, .. lines.Select((_, index) => lines.Take(index + 1).Sum(line => line.Length))],
                    isText ? null : 0);
                var batches = Examples.ForMeasurement(tokens, 10, isWindowed).InBatches(tokensAtOnce)
                    .Select(batch => (Targets: batch.Targets.ToArray(), batch.Size, batch.Length)).ToList();

                int[] expected = (isText, isWindowed) switch
                {
                    (false, _) => [.. lines.SelectMany(line => line), .. lines.Select(_ => 0)],
                    (true, false) => tokens.Tokens[1..].ToArray(),
                    (true, true) => tokens.Tokens.Length > 10 ? tokens.Tokens[10..].ToArray() : [],
                };
                Assert.Equal(
                    expected.Order().Select(token => (long)token),
                    batches.SelectMany(batch => batch.Targets).Where(token => token >= 0).Order());
                Assert.All(batches, batch => Assert.True(batch.Size == 1 || batch.Size * batch.Length <= tokensAtOnce));
            });
}
