using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>A batch that is large enough is computed in slices, on any number of threads, with the same results.</summary>
[NeedsTorch]
public sealed class SimdSliceTests
{
    private const int BatchSize = 50;
    private const int Length = 15;

    private static readonly Lazy<BackendSpecs> Compiled = new(() => new(new Dictionary<string, string>
    {
        ["transformer"] = "context: 16\nmodel: { type: transformer, width: 64, heads: 4, layers: 2 }\n",
        ["gru"] = "context: 16\nmodel: { type: gru, embedding: 64, hidden: 64 }\nsmoothing: { type: label, amount: 0.1 }\n",
        ["windows"] = "context: 3\nmodel: |\n  tokens |> embed 32 |> flatten |> linear 256 |> tanh |> linear 256 |> tanh |> linear vocab\n",
        ["looks-ahead"] = "context: 16\nmodel: |\n  tokens |> embed 64 |> reverse over=time |> gru 64 |> reverse over=time |> linear vocab\n",
    }));

    public static TheoryData<string> Names => ["transformer", "gru", "windows", "looks-ahead"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_equals_that_of_torch_on_the_whole_batch(string name)
    {
        using var pair = Compiled.Value.Pair(name, BackendSpecs.Plain);
        pair.AssertSameStep(BatchOf(pair.Simd, seed: 3), learningRate: 0.5, tolerance: 1e-4, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_changes_no_bit(string name)
    {
        var alone = StateAfterSteps(name, threads: 1);
        Assert.Equal(alone, StateAfterSteps(name, threads: 2));
        Assert.Equal(alone, StateAfterSteps(name, threads: 5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_number_of_threads_changes_no_bit_of_accumulated_batches(string name)
    {
        var alone = StateAfterSteps(name, threads: 1, accumulate: 7);
        Assert.Equal(alone, StateAfterSteps(name, threads: 2, accumulate: 7));
        Assert.Equal(alone, StateAfterSteps(name, threads: 5, accumulate: 7));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Measuring_and_sampling_give_the_same_bits_on_any_number_of_threads(string name)
    {
        var alone = Measured(name, threads: 1);
        Assert.Equal(alone, Measured(name, threads: 2));
        Assert.Equal(alone, Measured(name, threads: 5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void How_a_batch_is_cut_depends_on_its_size_and_on_no_threads(string name)
    {
        using var pair = Compiled.Value.Pair(name, BackendSpecs.Plain);
        var (size, length) = pair.Simd.IsWindowed ? (600, 3) : (BatchSize, Length);
        var cut = Cut(pair.Simd, threads: 2, size, length);

        Assert.InRange(cut.Count, 2, 8);
        Assert.Equal(2, cut.AtOnce);
        // Each slice has the derivatives by all parameters, with gaps between the tensors.
        Assert.InRange(cut.Derivatives / cut.Count, pair.Simd.ParameterCount, 1.1 * pair.Simd.ParameterCount);
        Assert.InRange(cut.Count * cut.Examples, size, size + cut.Examples - 1);
        Assert.Equal(cut with { AtOnce = 1 }, Cut(pair.Simd, threads: 1, size, length));
        Assert.Equal(StepSlices.Whole(1), Cut(pair.Simd, threads: 2, 1, length));
    }

    [Fact]
    public void The_parts_of_an_accumulated_batch_are_as_even_as_can_be()
    {
        using var pair = Compiled.Value.Pair("transformer", spec => spec with { Training = spec.Training with { Accumulate = 7 } });
        var cut = Cut(pair.Simd, threads: 3, BatchSize, Length);

        Assert.Equal((7, 8, 3), (cut.Count, cut.Examples, cut.AtOnce));
        Assert.Equal(cut with { Count = 2, Examples = 1, AtOnce = 1, Derivatives = cut.Derivatives / 3 }, Cut(pair.Simd, threads: 3, 2, 1));
    }

    [Fact]
    public void Among_many_windows_equal_ones_are_computed_once()
    {
        using var pair = Compiled.Value.Pair("windows", BackendSpecs.Plain);
        Assert.Equal(StepSlices.Whole(5_000) with { AreDistinct = true }, Cut(pair.Simd, threads: 2, 5_000, 3));
    }

    [Fact]
    public void What_a_context_gave_is_forgotten_when_the_parameters_change()
    {
        using var pair = Compiled.Value.Pair("gru", BackendSpecs.Plain);
        var before = Asked();
        Assert.Equal(before, Asked());

        var state = pair.Simd.State();
        pair.Simd.Step(BatchOf(pair.Simd, seed: 1), learningRate: 0.5, wantsLoss: false);
        var trained = Asked();
        Assert.NotEqual(before, trained);
        pair.Simd.Load(state);
        Assert.Equal(before, Asked());

        float[] Asked()
        {
            var asked = new float[BackendPair.VocabularySize];
            pair.Simd.LogProbabilities([0, 3, 1], 3, asked);
            return asked;
        }
    }

    private static StepSlices Cut(ILanguageModel model, int threads, int examples, int length)
    {
        var parallel = Assert.IsType<IParallelModel>(model, exactMatch: false);
        parallel.Threads = threads;
        return parallel.SlicesOf(examples, length);
    }

    // The loss of many lines, and the probabilities behind many contexts.
    private static (double Loss, string Probabilities) Measured(string name, int threads)
    {
        using var pair = Compiled.Value.Pair(name, BackendSpecs.Plain);
        Assert.IsType<IParallelModel>(pair.Simd, exactMatch: false).Threads = threads;
        var generator = new TorchGenerator(9);
        var letters = new long[30_000];
        generator.FillIntegers(letters, BackendPair.VocabularySize - 1);
        int[] tokens = [.. letters.Select(letter => (int)letter + 1)];
        // 3,000 lines of 7 to 13 tokens.
        int[] starts = [.. Enumerable.Range(0, 3_001).Select(line => (line * 10) + (line % 2 == 0 || line == 3_000 ? 0 : 3))];
        var length = pair.Simd.IsWindowed ? pair.Simd.Context : 11;
        var contexts = tokens.AsSpan(0, 700 * length);
        var probabilities = new float[700 * BackendPair.VocabularySize];
        pair.Simd.LogProbabilities(contexts, length, probabilities);
        return (pair.Simd.Loss(new(tokens, starts, boundary: 0), TestContext.Current.CancellationToken), string.Join(' ', probabilities));
    }

    private static float[] StateAfterSteps(string name, int threads, int accumulate = 1)
    {
        using var pair = Compiled.Value.Pair(name, spec => BackendSpecs.Plain(spec) with { Training = spec.Training with { Accumulate = accumulate } });
        Assert.IsType<IParallelModel>(pair.Simd, exactMatch: false).Threads = threads;
        for (var step = 0; step < 5; step++)
        {
            pair.Simd.Step(BatchOf(pair.Simd, seed: step), learningRate: 0.1, wantsLoss: true);
        }

        return [.. pair.Simd.State().SelectMany(tensor => tensor.Values<float>().ToArray())];
    }

    // Lines of many lengths, the first of which is the longest.
    private static Batch BatchOf(ILanguageModel model, long seed)
    {
        var generator = new TorchGenerator(seed);
        var (size, length) = model.IsWindowed ? (600, model.Context) : (BatchSize, Length);
        var (inputs, targets) = (new long[size * length], new long[model.IsWindowed ? size : size * length]);
        generator.FillIntegers(inputs, model.Vocabulary);
        generator.FillIntegers(targets, model.Vocabulary);
        for (var example = 0; example < size && !model.IsWindowed; example++)
        {
            targets.AsSpan((example * length) + length - (int)(example * 7 % length), (int)(example * 7 % length)).Fill(-1);
        }

        return new(inputs, targets, size, length);
    }
}
