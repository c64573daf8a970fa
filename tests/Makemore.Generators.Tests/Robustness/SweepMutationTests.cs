using System.Diagnostics;
using CsCheck;
using Makemore.Generators.Emit;
using Makemore.Generators.Tests.Diagnostics;

namespace Makemore.Generators.Tests.Robustness;

/// <summary>Whatever a sweep holds, the compiler answers with diagnostics and in little time.</summary>
public sealed class SweepMutationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string[] Seeds =
    [
        "sweep:\n  over: mlp\n  axes: { hidden: [10, 20], training.learning-rate: [0.1, 0.01] }\n",
        "sweep:\n  over: [mlp, gpt]\n  search: { type: tpe, startup: 3 }\n  trials: 9\n  axes:\n    training.learning-rate: log-uniform 1e-3 1\n"
            + "    width: { values: [8, 16], over: gpt }\n    context: int 1 4\n",
        "description: x\nsweep:\n  over: \"g*\"\n  axes:\n    layers: [1, 2]\n    heads: [2, 4]\n    regularization.dropout: [0, 0.1]\n"
            + "  prune: { type: asha, every: 3 }\n  budget: { steps: 9 }\n",
        "sweep:\n  over: counted\n  axes:\n    context: int 0 3\n    smoothing: &s [katz, witten-bell]\n    smoothing.k: *s\n",
        "sweep: { over: mlp, axes: { model: [mlp, bigram], tokenizer: [char, byte], dataset: [names] }, objective: seconds }\n",
    ];

    private static readonly string[] Pieces =
    [
        ":", ": ", "- ", "{", "}", "[", "]", ", ", "&a ", "*a", "|", "'", "\"", "#", "\n", "\t", "  ", "? ", "<<: ", "\0", "\uD83D", "😀",
        "~", "null", "-1", "1e999", "int 0 1000000000000", "int -9223372036854775808 9223372036854775807", "log-int 0 3",
        "uniform -1e308 1e308", "[[1, 2], [3]]", "{ values: [1, 2], over: mlp }", "{ values: ~, over: [] }", "\n    model.hidden: [1]",
        "\n    hidden: [1]", "*****a", "**/**/**/", ".", "..", "model.", "training: ", "over: ", "axes: ", "int 1 200", "[1, 1.0]", "0",
    ];

    [Fact]
    public void No_mutation_of_a_sweep_makes_the_compiler_throw_or_hang()
    {
        var count = Environment.GetEnvironmentVariable("MAKEMORE_LONG_TESTS") == "1" ? 50_000 : 2_000;
        var edit = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 6], Gen.Int[0, Pieces.Length - 1]);
        var mutation = Gen.Select(Gen.Int[0, Seeds.Length - 1], edit.Array[0, 4]);
        var random = new PCG(stream: 1, seed: 3);
        var right = 0;
        for (var i = 0; i < count; i++)
        {
            var (seed, edits) = mutation.Generate(random, null, out _);
            right += IsRight(edits.Aggregate(Seeds[seed], Apply)) ? 1 : 0;
        }

        // Sweeps that are all wrong would test the first checks alone.
        Assert.InRange(right, count / 10, count);
    }

    [Theory]
    [InlineData("hidden: int 1 1000000000000")]
    [InlineData("hidden: int 1 1000000000000, training.steps: int 1 1000000000000, training.batch: int 1 100000")]
    [InlineData("layers: int 1 1000000000000")]
    [InlineData("training.learning-rate: uniform 0 1e308")]
    public void A_huge_range_takes_no_time(string axes)
    {
        var clock = Stopwatch.StartNew();
        IsRight($"sweep: {{ over: [mlp, gpt], search: random, trials: 3, axes: {{ {axes} }} }}\n");
        Assert.True(clock.Elapsed < Patience, $"It takes {clock.Elapsed.TotalSeconds:F1} s.");
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public void More_values_than_a_build_can_try_are_one_error(int count) => Assert.Single(
        Project($"sweep: {{ over: mlp, axes: {{ hidden: [{string.Join(", ", Enumerable.Range(1, count))}] }} }}\n").Compile());

    [Fact]
    public void A_thousand_values_that_are_all_wrong_are_a_thousand_errors_and_take_little_time()
    {
        var clock = Stopwatch.StartNew();
        var values = string.Join(", ", Enumerable.Range(1, 1000).Select(value => -value));
        var diagnostics = Project($"sweep: {{ over: mlp, axes: {{ hidden: [{values}] }} }}\n").Sweep().Diagnostics;
        Assert.Equal(1000, diagnostics.Select(diagnostic => diagnostic.Location).Distinct().Count());
        Assert.True(clock.Elapsed < Patience, $"It takes {clock.Elapsed.TotalSeconds:F1} s.");
    }

    private static SpecProject Project(string text) => SpecProject.Of(
        ("spec.yaml", text),
        ("mlp.yaml", "model: { type: mlp, hidden: 10 }\ncontext: 3\n"),
        ("gpt.yaml", "model: { type: transformer, width: 8, heads: 4, layers: 1 }\ncontext: 4\n"),
        ("counted.yaml", "model: ngram\ncontext: 2\nsmoothing: katz\n"));

    private static string Apply(string text, (double Position, int Removed, int Piece) edit)
    {
        var start = (int)(edit.Position * text.Length);
        return text.Remove(start, Math.Min(edit.Removed, text.Length - start)).Insert(start, Pieces[edit.Piece]);
    }

    private static bool IsRight(string text)
    {
        var project = Project(text);
        var clock = Stopwatch.StartNew();
        try
        {
            if (!project.IsSweep("spec.yaml"))
            {
                return false;
            }

            var (_, unit, diagnostics) = project.Sweep();
            Assert.Equal(unit is null, diagnostics.Any(item => item.Rule.IsError));
            Assert.Equal(diagnostics.Distinct().Count(), diagnostics.Count);
            Assert.All(diagnostics, item => Assert.Equal("spec.yaml", item.Location.File));
            Assert.All(diagnostics, item => Assert.InRange(item.Location.Start + item.Location.Length, 0, text.Length));
            Assert.All(diagnostics, item => Assert.NotEqual("", item.Message));
            Assert.All(unit is null ? [] : SweepEmitter.Emit(unit), file => Assert.NotEmpty(file.Code));
            Assert.True(clock.Elapsed < Patience, $"It takes {clock.Elapsed.TotalSeconds:F1} s.");
            return unit is not null;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The compiler fails on:\n{text}", exception);
        }
    }
}
