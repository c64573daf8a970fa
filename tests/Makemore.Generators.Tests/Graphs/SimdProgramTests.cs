using CsCheck;
using Makemore.Generators.Graphs;
using Makemore.Generators.Primitives;
using Makemore.Generators.Tests.Language;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Graphs;

/// <summary>Whole programs that are drawn at random, on both backends: logits, loss, all derivatives.</summary>
[NeedsTorch]
public sealed class SimdProgramTests
{
    private const int AtOnce = 20;
    private const int Context = 4;

    // So long a step that what it changes has all digits of the derivatives.
    private const double LearningRate = 1024;
    private const double Tolerance = 1e-4;

    private static int Programs => Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 2_000 : 60;

    // The long run, MAKEMORE_LONG_TESTS=1, begins with the same programs.
    [Fact]
    public void A_random_program_learns_the_same_on_both_backends()
    {
        var random = new PCG(stream: 4, seed: 9);
        var wrong = new List<string>();
        for (var rest = Programs; rest > 0; rest -= AtOnce)
        {
            string[] some = [.. Enumerable.Range(0, AtOnce).Select(_ => RandomProgram.Right.Generate(random, null, out Size _))];
            wrong.AddRange(Differences(some));
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Programs} programs differ.\n{string.Join("\n", wrong.Take(100))}");
    }

    private static IEnumerable<string> Differences(string[] programs)
    {
        BackendSpecs specs;
        try
        {
            specs = new(programs.Select((program, index) => KeyValuePair.Create($"random{index}", ModelText.SpecOf(program, Context))));
        }
        catch (Xunit.Sdk.XunitException error)
        {
            // Which of them does not compile?
            return programs.Length == 1 ? [$"{programs[0]}\n{error.Message}\n"] : programs.SelectMany(program => Differences([program]));
        }

        return programs.Select((program, index) => (Program: program, Difference: Difference(specs, $"random{index}", program)))
            .Where(pair => pair.Difference is not null).Select(pair => $"{pair.Program}\n{pair.Difference}\n");
    }

    private static string? Difference(BackendSpecs specs, string name, string program)
    {
        try
        {
            using var pair = specs.Pair(name, BackendSpecs.Plain);
            var batch = pair.BatchOf();
            pair.AssertSameStep(batch, learningRate: 0, Tolerance, "a step that moves statistics alone");
            AssertSameLogProbabilities(pair);
            pair.AssertSameTokenByToken(Tolerance);
            if (IsCausal(program))
            {
                AssertNothingAheadMatters(pair);
            }

            pair.AssertSameStep(batch, LearningRate, Tolerance, "a step");
            return null;
        }
        catch (Exception error) when (error is Xunit.Sdk.XunitException or ArithmeticException or SystemException)
        {
            return error.Message;
        }
    }

    private static bool IsCausal(string program) => ModelText.Graph(program, Context) is { IsWindowed: false } graph
        && Causality.Holds(TrainingGraph.Logits(graph, LoweringMode.Evaluation));

    // What the compiler believes of a program holds: with another last token, everything in front of it stays.
    private static void AssertNothingAheadMatters(BackendPair pair)
    {
        var batch = pair.BatchOf(isFull: true);
        var (before, after) = (new double[batch.Targets.Length], new double[batch.Targets.Length]);
        pair.Simd.TargetLogProbabilities(batch, before);
        for (var last = batch.Length - 1; last < batch.Inputs.Length; last += batch.Length)
        {
            batch.Inputs[last] = (batch.Inputs[last] + 1) % BackendPair.VocabularySize;
        }

        pair.Simd.TargetLogProbabilities(batch, after);
        for (var place = 0; place < before.Length; place++)
        {
            if (place % batch.Length < batch.Length - 1)
            {
                BackendPair.AssertClose(before[place], after[place], 1e-6, $"with another last token, target {place}");
            }
        }
    }

    private static void AssertSameLogProbabilities(BackendPair pair)
    {
        var contexts = pair.BatchOf(seed: 12).Inputs.Select(token => (int)token).ToArray();
        var length = pair.BatchOf().Length;
        var (expected, actual) = (LogProbabilities(pair.Torch), LogProbabilities(pair.Simd));
        for (var place = 0; place < expected.Length; place++)
        {
            BackendPair.AssertClose(expected[place], actual[place], Tolerance, $"the logarithm of probability {place}");
        }

        float[] LogProbabilities(Runtime.Models.ILanguageModel model)
        {
            var values = new float[contexts.Length / length * model.Vocabulary];
            model.LogProbabilities(contexts, length, values);
            return values;
        }
    }
}
