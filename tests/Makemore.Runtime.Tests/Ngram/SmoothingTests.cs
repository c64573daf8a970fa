using Makemore.Runtime.Batches;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Estimation;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Xunit;

namespace Makemore.Runtime.Tests.Ngram;

public class SmoothingTests
{
    private const int Vocabulary = 6;

    public static TheoryData<SmoothingType> Distributions =>
        [.. Enum.GetValues<SmoothingType>().Where(type => type is not (SmoothingType.StupidBackoff or SmoothingType.Label))];

    [Theory]
    [MemberData(nameof(Distributions))]
    public void Probabilities_sum_to_one_behind_seen_and_unseen_contexts(SmoothingType type)
    {
        foreach (var order in (int[])[1, 2, 3, 5, 8, 16])
        {
            // The last token is never seen, so that it is what <unk> stands for.
            foreach (var train in (TokenSequences[])[TestCorpora.Lines(order, 60, Vocabulary - 1),
                TestCorpora.Text(order, 300, Vocabulary - 1)])
            {
                using var model = TestCorpora.Train(train, Vocabulary, order, TestCorpora.Smoothing(type));
                var random = new Random(7);
                for (var sample = 0; sample < 200; sample++)
                {
                    var context = new int[random.Next(order)];
                    for (var i = 0; i < context.Length; i++)
                    {
                        context[i] = random.Next(train.Boundary is null ? 0 : 1, Vocabulary);
                    }

                    if (train.Boundary is { } boundary && context.Length > 0 && sample % 3 == 0)
                    {
                        context.AsSpan(0, random.Next(context.Length) + 1).Fill(boundary);
                    }

                    var sum = Enumerable.Range(0, Vocabulary).Sum(token => Math.Exp(model.LogProbability(context, token)));

                    Assert.Equal(1, sum, 1e-9);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Modified_Kneser_Ney_is_that_of_the_formulas(int order)
    {
        foreach (var seed in Enumerable.Range(0, 5))
        {
            // Of few lines the discounts are undefined in some orders, and the dev split has tokens that are <unk>.
            var train = TestCorpora.Lines(seed, 10 + (seed * 60), 4 + (2 * seed));
            var dev = TestCorpora.Lines(seed + 100, 40, 14);
            using var model = TestCorpora.Train(train, 14, order, new ModifiedKneserNey());
            var reference = new ReferenceKneserNey(train, order);

            Assert.Equal(reference.Loss(train), model.Loss(train, TestContext.Current.CancellationToken), 1e-10);
            Assert.Equal(reference.Loss(dev), model.Loss(dev, TestContext.Current.CancellationToken), 1e-10);
        }
    }

    [Theory]
    [InlineData(1, 2.4528, 2.4578)]
    [InlineData(2, 2.2185, 2.2185)]
    public void Modified_Kneser_Ney_has_the_losses_of_KenLM_on_names(int context, double dev, double test)
    {
        var (corpus, _) = SplitNames();
        using var model = TestCorpora.Train(corpus.Train, 27, context + 1, new ModifiedKneserNey());

        Assert.Equal(dev, model.Loss(corpus.Dev, TestContext.Current.CancellationToken), 5e-5);
        Assert.Equal(test, model.Loss(corpus.Test, TestContext.Current.CancellationToken), 5e-5);
    }

    [Fact]
    public void Modified_Kneser_Ney_of_higher_orders_is_that_of_the_formulas_on_names()
    {
        var (corpus, _) = SplitNames();
        var train = TestCorpora.Of([.. Enumerable.Range(0, 600).Select(line => corpus.Train[line].ToArray())], boundary: 0);
        foreach (var order in (int[])[4, 6])
        {
            using var model = TestCorpora.Train(train, 27, order, new ModifiedKneserNey());

            Assert.Equal(new ReferenceKneserNey(train, order).Loss(corpus.Dev),
                model.Loss(corpus.Dev, TestContext.Current.CancellationToken), 1e-10);
        }
    }

    [Fact]
    public void The_bigrams_of_a_small_text_are_estimated_as_by_hand()
    {
        // Lines "1 1 2" and "1 2": behind the start 1, 1; behind 1: 1 once, 2 twice; behind 2: the end twice.
        var train = TestCorpora.Of([[1, 1, 2], [1, 2]], boundary: 0);
        double P(Smoothing smoothing, int context, int token)
        {
            using var model = TestCorpora.Train(train, 3, 2, smoothing);
            return Math.Exp(model.LogProbability([context], token));
        }

        double[] unigram = [2 / 7.0, 3 / 7.0, 2 / 7.0];
        Assert.Equal(2 / 3.0, P(new AddK(0), 1, 2), 1e-12);
        Assert.Equal((2 + 0.5) / (3 + (0.5 * 3)), P(new AddK(0.5), 1, 2), 1e-12);
        Assert.Equal((0.6 * 2 / 3) + (0.4 * ((0.3 * unigram[2]) + (0.7 / 3))), P(new JelinekMercer([0.3, 0.6]), 1, 2), 1e-12);
        Assert.Equal((2 + (2 * ((2 + (3 / 3.0)) / (7 + 3)))) / (3 + 2.0), P(new WittenBell(), 1, 2), 1e-12);
        Assert.Equal(
            ((2 - 0.4) / 3) + (0.4 * 2 / 3 * (((2 - 0.4) / 7) + (0.4 * 3 / 7 / 3))),
            P(new AbsoluteDiscounting(new(0.4, false)), 1, 2), 1e-12);
        // Before 0 stands 2; before 1 the start and 1; before 2 stands 1: four different pairs, three tokens and <unk>.
        Assert.Equal(
            ((2 - 0.4) / 3) + (0.4 * 2 / 3 * (((1 - 0.4) / 4) + (0.4 * 3 / 4 / 4))),
            P(new KneserNey(new(0.4, false)), 1, 2), 1e-12);
        Assert.Equal(2 / 3.0, P(new StupidBackoff(0.4), 1, 2), 1e-12);
        Assert.Equal(0.4 * unigram[0], P(new StupidBackoff(0.4), 1, 0), 1e-12);
    }

    [Fact]
    public void Katz_discounts_small_counts_as_Good_and_Turing_do()
    {
        // Behind token 0 come 40 tokens once, 10 twice and 2 three times; token 0 behind each as often, but for the
        // last, and once behind the start.
        static int Times(int token) => token <= 40 ? 1 : token <= 50 ? 2 : 3;
        int[] text = [.. Enumerable.Range(1, 52).SelectMany(token => Enumerable.Repeat((int[])[0, token], Times(token)))
            .SelectMany(pair => pair)];
        using var model = TestCorpora.Train(TestCorpora.Of([text], boundary: null), 60, 2, new Katz(2));
        var counts = new Dictionary<int, int> { [1] = 81, [2] = 21, [3] = 3 };
        var trusted = 3.0 * counts[3] / counts[1];
        var discount = ((2.0 * counts[2] / counts[1]) - trusted) / (1 - trusted);

        Assert.InRange(discount, double.Epsilon, 1);
        Assert.Equal(discount / 66, Math.Exp(model.LogProbability([0], 1)), 1e-12);
    }

    [Fact]
    public void Fitted_parameters_are_better_on_dev_than_their_neighbours()
    {
        var (corpus, _) = SplitNames();
        var cancellation = TestContext.Current.CancellationToken;
        Check(new AddK(null), value => new AddK(value));
        Check(new AbsoluteDiscounting(new(null, true)), value => new AbsoluteDiscounting(new(value, false)));
        Check(new KneserNey(new(null, true)), value => new KneserNey(new(value, false)));

        void Check(Smoothing smoothing, Func<double, Smoothing> create)
        {
            using var model = new NgramModel(3, 27, 0, smoothing);
            model.Train(corpus.Train, corpus.Dev, cancellation);
            var best = model.Fitted.Single().Value;
            foreach (var factor in (double[])[0.9, 1.1])
            {
                using var other = TestCorpora.Train(corpus.Train, 27, 4, create(best * factor));

                Assert.True(model.Loss(corpus.Dev, cancellation) < other.Loss(corpus.Dev, cancellation));
            }
        }
    }

    [Fact]
    public void Expectation_maximization_finds_weights_that_no_change_of_one_improves()
    {
        var (corpus, _) = SplitNames();
        var cancellation = TestContext.Current.CancellationToken;
        using var model = new NgramModel(3, 27, 0, new JelinekMercer(null));
        model.Train(corpus.Train, corpus.Dev, cancellation);
        var weights = model.Fitted.Select(parameter => parameter.Value).ToArray();
        for (var order = 0; order < weights.Length; order++)
        {
            foreach (var change in (double[])[-0.01, 0.01])
            {
                var changed = weights.ToArray();
                changed[order] = Math.Clamp(changed[order] + change, 0, 1);
                using var other = TestCorpora.Train(corpus.Train, 27, 4, new JelinekMercer(changed));

                Assert.True(model.Loss(corpus.Dev, cancellation) <= other.Loss(corpus.Dev, cancellation) + 1e-7);
            }
        }
    }

    [Fact]
    public void Fitting_without_a_dev_split_says_what_to_do()
    {
        using var model = new NgramModel(1, 4, 0, new AddK(null));

        var error = Assert.Throws<MakemoreException>(() =>
            model.Train(TestCorpora.Lines(1, 5, 4), cancellation: TestContext.Current.CancellationToken));

        Assert.Contains("dev split is empty", error.Message, StringComparison.Ordinal);
    }

    private static (TokenizedCorpus Corpus, Tokenizer Tokenizer) SplitNames()
    {
        var names = Names.Load(new());
        var tokenizer = Tokenizer.Create(new(), names);
        return (TokenizedCorpus.Create(names, tokenizer), tokenizer);
    }
}
