using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Tensors;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>One model on both backends.</summary>
/// <param name="Torch">It on the torch backend.</param>
/// <param name="Simd">It on the simd backend.</param>
internal sealed record BackendPair(ITrainableModel Torch, ITrainableModel Simd) : IDisposable
{
    /// <summary>The number of tokens, the boundary included.</summary>
    public const int VocabularySize = 5;

    private const int BatchSize = 3;

    /// <inheritdoc/>
    public void Dispose()
    {
        Torch.Dispose();
        Simd.Dispose();
    }

    /// <summary>Random examples; of a sequence model the first is shorter than the others, unless all are to be full.</summary>
    public Batch BatchOf(long seed = 11, bool isFull = false) => BatchOf(Torch, Math.Max(2, Torch.Context - 1), seed, isFull);

    /// <summary>Random examples of some length, which matters to a sequence model alone.</summary>
    public static Batch BatchOf(ILanguageModel model, int length, long seed, bool isFull = false)
    {
        var generator = new TorchGenerator(seed);
        var time = model.IsWindowed ? model.Context : length;
        var (inputs, targets) = (new long[BatchSize * time], new long[model.IsWindowed ? BatchSize : BatchSize * time]);
        generator.FillIntegers(inputs, model.Vocabulary);
        generator.FillIntegers(targets, model.Vocabulary);
        if (!model.IsWindowed && !isFull)
        {
            targets[time - 1] = -1;
        }

        return new(inputs, targets, BatchSize, time);
    }

    /// <summary>A step of both: the losses are equal, and so is the change of every tensor, relative to the largest change.</summary>
    public void AssertSameStep(Batch batch, double learningRate, double tolerance, string what)
    {
        var (before, simdBefore) = (Torch.State(), Simd.State());
        var (expected, actual) = (Torch.Step(batch, learningRate, wantsLoss: true), Simd.Step(batch, learningRate, wantsLoss: true));
        AssertClose(expected.Loss, actual.Loss, tolerance, $"{what}: loss");
        AssertClose(expected.Penalty, actual.Penalty, tolerance, $"{what}: penalty");
        AssertClose(Difference(before, Torch.State()), Difference(simdBefore, Simd.State()), tolerance, what);
    }

    /// <summary>
    /// The simd model gives the same probabilities behind a text that grows token by token as where it computes two texts as a whole.
    /// </summary>
    public void AssertSameTokenByToken(double tolerance)
    {
        var batch = BatchOf(seed: 21, isFull: true);
        int[] first = [.. batch.Inputs.Take(batch.Length).Select(token => (int)token)];
        // The second text begins like the first.
        int[] second = [.. first.Take(batch.Length / 2), .. batch.Inputs.Skip(batch.Length + (batch.Length / 2)).Take(batch.Length - (batch.Length / 2)).Select(token => (int)token)];
        foreach (var text in Simd.IsWindowed ? [] : new[] { first, second })
        {
            for (var length = 1; length <= text.Length; length++)
            {
                var (whole, grown) = (new float[2 * Simd.Vocabulary], new float[Simd.Vocabulary]);
                Simd.LogProbabilities([.. text.Take(length), .. text.Take(length)], length, whole);
                Simd.LogProbabilities(text.AsSpan(0, length), length, grown);
                for (var token = 0; token < grown.Length; token++)
                {
                    AssertClose(whole[token], grown[token], tolerance, $"behind {string.Join(", ", text.Take(length))} the logarithm of the probability of {token}");
                }
            }
        }
    }

    /// <summary>Two figures differ by a tolerance at most, relative to the first where it is greater than 1.</summary>
    public static void AssertClose(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what} is {actual}, not {expected}");

    /// <summary>Tensors are the same by name and shape, and differ by a tolerance at most, relative to the largest number of all.</summary>
    public static void AssertClose(IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), actual.Select(tensor => tensor.Name));
        // Where a derivative is 0 but for rounding, both have rounding alone.
        var largest = expected.SelectMany(tensor => tensor.Values<float>().ToArray()).Select(MathF.Abs).Append(1e-6f).Max();
        var wrong = new List<string>();
        foreach (var (one, other) in expected.Zip(actual))
        {
            var values = one.Values<float>();
            var others = other.Values<float>();
            Assert.Equal(one.Shape, other.Shape);
            for (var index = 0; index < values.Length; index++)
            {
                if (!(Math.Abs(values[index] - others[index]) <= tolerance * largest))
                {
                    wrong.Add($"{what}: {one.Name}[{index}] is {others[index]}, not {values[index]}");
                    break;
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IReadOnlyList<NamedTensor> Difference(IReadOnlyList<NamedTensor> before, IReadOnlyList<NamedTensor> after) =>
        [.. before.Zip(after, (first, second) =>
        {
            var values = second.Values<float>().ToArray();
            var old = first.Values<float>();
            for (var index = 0; index < values.Length; index++)
            {
                values[index] -= old[index];
            }

            return NamedTensor.Of(first.Name, first.Shape.AsSpan(), values);
        })];
}
