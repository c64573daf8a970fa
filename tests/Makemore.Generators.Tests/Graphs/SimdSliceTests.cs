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

    private static float[] StateAfterSteps(string name, int threads)
    {
        using var pair = Compiled.Value.Pair(name, BackendSpecs.Plain);
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
