using Makemore.Generators.Tests.Language;
using Makemore.Runtime.Models;
using Makemore.Runtime.Specs;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>Words that choose activations on the simd backend: each against the torch backend, and against the function itself.</summary>
[NeedsTorch]
public sealed class SimdWordTests
{
    private const string Words = "words";

    // In several places, among them a scan and a repetition, and beside another word.
    private const string Steps =
        "tokens |> embed n |> activation |> scan (fill 0 width=n) (fun state input -> activation (state + input))"
        + " |> repeat 2 (fun x -> (x |> linear n |> activation) * (x |> linear n |> gate)) |> linear n |> activation |> linear vocab";

    private static readonly ActivationFunction[] All = Enum.GetValues<ActivationFunction>();

    private static readonly Lazy<BackendSpecs> Compiled = new(() => new(
    [
        KeyValuePair.Create(Words, ModelText.SpecOf($"let n = 20\nlet activation = gelu\nlet gate = sigmoid\n{Steps}", context: 4)),
        .. All.Select(function => KeyValuePair.Create($"{function}", ModelText.SpecOf(
            $"let n = 20\nlet activation x = {WordOf(function)} x\nlet gate x = {WordOf(Next(function))} x\n{Steps}", context: 4))),
    ]));

    public static TheoryData<ActivationFunction> Functions => [.. All];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_step_of_training_with_a_word_equals_that_of_torch(ActivationFunction function)
    {
        using var pair = Pair(function);
        for (var step = 0; step < 2; step++)
        {
            pair.AssertSameStep(pair.BatchOf(), learningRate: 0.5, tolerance: 1e-4, $"step {step}");
            pair.Simd.Load(pair.Torch.State());
        }

        Assert.All(LogProbabilities(pair.Torch).Zip(LogProbabilities(pair.Simd)), row => Assert.Equal(row.First, row.Second, 1e-4));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_word_computes_what_the_function_itself_computes(ActivationFunction function)
    {
        using var words = Pair(function);
        using var functions = Compiled.Value.Pair($"{function}", BackendSpecs.Plain);
        for (var step = 0; step < 3; step++)
        {
            var batch = words.BatchOf(seed: step);
            Assert.Equal(functions.Simd.Step(batch, 0.5, wantsLoss: true), words.Simd.Step(batch, 0.5, wantsLoss: true));
        }

        BackendPair.AssertClose(functions.Simd.State(), words.Simd.State(), tolerance: 0, "a parameter");
        Assert.Equal(LogProbabilities(functions.Simd), LogProbabilities(words.Simd));
    }

    // The first activation is summed, and needed again behind the second.
    [Fact]
    public void Activations_around_a_normalization_in_one_loop_do_not_write_over_each_other()
    {
        const string Program = """
            let n = 8
            let activation = gelu
            let block = residual (layernorm >> attention 2) >> residual (linear 16 >> tanh >> linear n)
            tokens |> embed n |> tanh |> linear n |> activation |> layernorm |> activation
            |> (block >> block) |> flatten |> linear vocab

            """;
        using var pair = new BackendSpecs([KeyValuePair.Create(Words, ModelText.SpecOf(Program, context: 4))]).Pair(Words, BackendSpecs.Plain);
        pair.AssertSameStep(pair.BatchOf(), learningRate: 0, tolerance: 1e-4, "a step that changes nothing");

        Assert.All(LogProbabilities(pair.Torch).Zip(LogProbabilities(pair.Simd)), row => Assert.Equal(row.First, row.Second, 1e-4));
    }

    private static BackendPair Pair(ActivationFunction function) =>
        Compiled.Value.Pair(Words, BackendSpecs.Plain, ("activation", function), ("gate", Next(function)));

    private static ActivationFunction Next(ActivationFunction function) => All[((int)function + 1) % All.Length];

    private static string WordOf(ActivationFunction function) => function.ToString().ToLowerInvariant();

    private static double[] LogProbabilities(ITrainableModel model)
    {
        var batch = BackendPair.BatchOf(model, model.Context, seed: 12, isFull: true);
        var values = new double[batch.Targets.Length];
        model.TargetLogProbabilities(batch, values);
        return values;
    }
}
