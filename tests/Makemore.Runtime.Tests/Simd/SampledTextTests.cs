using CsCheck;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Xunit;

namespace Makemore.Runtime.Tests.Simd;

/// <summary>What is kept of a text while it is sampled is never that of another text, nor of other parameters.</summary>
public sealed class SampledTextTests
{
    private const int Vocabulary = 3;

    public static TheoryData<string> Networks =>
        [.. Experiments.All.Where(experiment => experiment.Name.StartsWith("Simd/Networks/", StringComparison.Ordinal)).Select(experiment => experiment.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Contexts_in_any_order_have_the_probabilities_that_they_have_alone(string network)
    {
        using var model = Create(network);
        var tokens = Gen.Int[0, Vocabulary - 1];
        var lengths = model.IsWindowed ? Gen.Const(model.Context) : Gen.Int[1, model.Context];
        // Texts of few tokens, so that one often begins like another; between them the model learns at times.
        Gen.Select(lengths.SelectMany(length => tokens.Array[length]), Gen.Int[0, 5]).Array[1, 12].Sample(
            steps =>
            {
                foreach (var (context, learns) in steps)
                {
                    if (learns == 0)
                    {
                        model.Step(BatchOf(model), 0.1, wantsLoss: false);
                    }

                    AssertSame(model, context);
                }
            },
            iter: 40, threads: 1);
    }

    [Theory]
    [InlineData("Simd/Networks/gru")]
    [InlineData("Simd/Networks/transformer")]
    public void A_text_may_outgrow_the_context(string network)
    {
        using var model = Create(network);
        int[] text = [.. Enumerable.Range(0, 4 * model.Context).Select(place => place * place % Vocabulary)];
        for (var length = 1; length <= text.Length; length++)
        {
            AssertSame(model, text[Math.Max(0, length - model.Context)..length]);
        }
    }

    private static void AssertSame(ITrainableModel model, int[] context)
    {
        // Two texts at once are computed as a whole.
        var (followed, whole) = (new float[Vocabulary], new float[2 * Vocabulary]);
        model.LogProbabilities(context, context.Length, followed);
        model.LogProbabilities([.. context, .. context], context.Length, whole);
        Assert.All(followed.Zip(whole), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    private static Batch BatchOf(ITrainableModel model)
    {
        var batch = new Batch(new long[2 * model.Context], new long[model.IsWindowed ? 2 : 2 * model.Context], 2, model.Context);
        batch.Inputs.AsSpan().Fill(1);
        return batch;
    }

    private static ITrainableModel Create(string network)
    {
        var experiment = Experiments.All.Single(experiment => experiment.Name == network);
        return (ITrainableModel)experiment.CreateModel(
            experiment.Spec, experiment.DefaultHyperparameters, Vocabulary, boundary: 0, new TorchGenerator(experiment.Spec.Training.Seed));
    }
}
