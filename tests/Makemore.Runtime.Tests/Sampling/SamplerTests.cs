using CsCheck;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Sampling;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Sampling;

public class SamplerTests
{
    [Fact]
    public void The_same_seed_gives_the_same_samples()
    {
        var sampler = Counted("anna\nhannah\njohanna\n", DatasetUnit.Line);
        var spec = new SamplingSpec { Count = 20, Seed = 7 };

        Assert.Equal(Draw(sampler, spec), Draw(sampler, spec));
        Assert.NotEqual(Draw(sampler, spec), Draw(sampler, spec with { Seed = 8 }));
    }

    [Fact]
    public void Temperature_zero_takes_the_likeliest_token()
    {
        var sampler = Counted("ab\nab\nabb\n", DatasetUnit.Line);

        Assert.Equal(["ab", "ab"], Draw(sampler, new() { Count = 2, Temperature = 0 }));
    }

    [Fact]
    public void Top_1_takes_the_likeliest_token_at_any_temperature()
    {
        var sampler = Counted("ab\nab\nabb\n", DatasetUnit.Line);

        Assert.All(Draw(sampler, new() { Count = 20, Temperature = 3, TopK = 1 }), sample => Assert.Equal("ab", sample));
    }

    [Fact]
    public void A_prompt_starts_each_sample()
    {
        var sampler = Counted("anna\nhannah\njohanna\n", DatasetUnit.Line);

        Assert.All(Draw(sampler, new() { Count = 20 }, prompt: "ha"), sample =>
            Assert.StartsWith("ha", sample, StringComparison.Ordinal));
    }

    [Fact]
    public void A_running_text_goes_on_to_its_length_from_a_newline()
    {
        var sampler = Counted("ab\nab\nab\n", DatasetUnit.Text);

        Assert.Equal(["ab\nab\na"], Draw(sampler, new() { Count = 1, Length = 7 }));
    }

    [Fact]
    public void A_line_that_never_ends_is_cut_at_the_length()
    {
        var sampler = Counted("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", DatasetUnit.Line);

        Assert.Equal(["aaaa"], Draw(sampler, new() { Count = 1, Length = 4, Temperature = 0 }));
    }

    [Fact]
    public void A_prompt_outside_of_the_vocabulary_is_an_error()
    {
        var sampler = Counted("ab\n", DatasetUnit.Line);

        Assert.Throws<MakemoreException>(() => Draw(sampler, new(), prompt: "z"));
    }

    [Fact]
    public void A_token_is_drawn_where_the_cumulative_distribution_passes_the_number() =>
        Gen.Select(Gen.Double[0.01, 1].Array[2, 30], Gen.Int[0, 1000]).Sample((weights, seed) =>
        {
            var sum = weights.Sum();
            float[] logProbabilities = [.. weights.Select(weight => (float)Math.Log(weight / sum))];
            var number = new TorchGenerator(seed).NextDouble();
            var token = new TokenDraw(weights.Length, new()).Next(logProbabilities, [], new TorchGenerator(seed));

            var below = weights.Take(token).Sum() / sum;
            Assert.InRange(number, below - 1e-5, below + (weights[token] / sum) + 1e-5);
        });

    [Fact]
    public void An_impossible_token_is_never_drawn()
    {
        var generator = new TorchGenerator(3);
        var draw = new TokenDraw(4, new() { Temperature = 2 });
        float[] logProbabilities = [float.NegativeInfinity, MathF.Log(0.5f), float.NegativeInfinity, MathF.Log(0.5f)];

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Contains(draw.Next(logProbabilities, [], generator), (int[])[1, 3]));
    }

    // The likeliest tokens are 2, 0 and 3; together they have 0.5, 0.8 and 0.95.
    [Theory]
    [InlineData(0.3, 2)]
    [InlineData(0.5, 2)]
    [InlineData(0.51, 0, 2)]
    [InlineData(0.94, 0, 2, 3)]
    [InlineData(1, 0, 1, 2, 3)]
    public void A_nucleus_is_the_fewest_tokens_that_have_the_probability(double topP, params int[] expected) =>
        Assert.Equal(expected, Drawn(new() { TopP = topP }, [0.3, 0.05, 0.5, 0.15]).Select(pair => pair.Token));

    [Fact]
    public void What_is_left_of_a_nucleus_keeps_its_proportions()
    {
        var drawn = Drawn(new() { TopP = 0.8 }, [0.3, 0.05, 0.5, 0.15]);

        Assert.Equal([0.375, 0.625], drawn.Select(pair => Math.Round(pair.Share * 40) / 40));
    }

    [Fact]
    public void A_nucleus_is_of_the_distribution_that_the_temperature_has_made()
    {
        // Squared and normalized again, 0.5 becomes 0.685.
        Assert.Equal([2], Drawn(new() { TopP = 0.6, Temperature = 0.5 }, [0.3, 0.05, 0.5, 0.15]).Select(pair => pair.Token));
    }

    [Fact]
    public void A_token_that_came_before_has_its_probability_to_the_power_of_the_penalty()
    {
        // 0.5 becomes 0.25, once though it came twice; of 0.75 in all that is a third.
        var drawn = Drawn(new() { RepetitionPenalty = 2 }, [0.5, 0.5], sample: [0, 0]);

        Assert.InRange(drawn[0].Share, 0.31, 0.36);
    }

    [Fact]
    public void A_penalty_ends_a_loop()
    {
        var sampler = Counted("abababababab\nabababababac\nd\n", DatasetUnit.Line);

        Assert.Equal("ab", Draw(sampler, new() { Count = 1, Temperature = 0, Length = 20 })[0][..2]);
        Assert.True(Draw(sampler, new() { Count = 1, Temperature = 0, Length = 20, RepetitionPenalty = 50 })[0].Length < 5);
    }

    // The share of each token of those that are drawn, by 4,000 numbers.
    private static (int Token, double Share)[] Drawn(SamplingSpec spec, double[] probabilities, int[]? sample = null)
    {
        float[] logProbabilities = [.. probabilities.Select(probability => (float)Math.Log(probability))];
        var (generator, draw) = (new TorchGenerator(1), new TokenDraw(probabilities.Length, spec));
        return [.. Enumerable.Range(0, 4000).Select(_ => draw.Next(logProbabilities, sample ?? [], generator))
            .GroupBy(token => token).OrderBy(same => same.Key).Select(same => (same.Key, same.Count() / 4000.0))];
    }

    private static string[] Draw(Sampler sampler, SamplingSpec spec, string prompt = "") =>
        [.. sampler.Sample(spec, prompt, TestContext.Current.CancellationToken)];

    private static Sampler Counted(string text, DatasetUnit unit)
    {
        using var folder = new TestFolder();
        var corpus = folder.Load(text, unit);
        var tokenizer = Tokenizer.Create(new(), corpus);
        var model = new NgramModel(1, tokenizer.VocabularySize, tokenizer.Boundary, Smoothing.Create(new()));
        model.Train(TokenizedCorpus.Create(corpus, tokenizer).Train);
        return new(model, tokenizer);
    }
}
