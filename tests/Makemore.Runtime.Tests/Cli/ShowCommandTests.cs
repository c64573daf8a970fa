using System.Text.Json;
using Makemore.Runtime.Models;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>What `show` tells of how an experiment was compiled.</summary>
public sealed class ShowCommandTests : IDisposable
{
    private static readonly Rewriting Rewritten = new(
        [new("one-hot rows", 0, 0), new("table rows", 0, 1), new("chosen sums", 2, 0)],
        [new("linear.weight", 268_800, 192_000)],
        [new("linear.weight", 2_649_600, 6_144_000)]);

    private readonly TestProject project = new()
    {
        Experiments =
        [
            new CountedExperiment("bigram"),
            new SteppedExperiment("mlp"),
            new SteppedExperiment("compiled") { Rewritten = Rewritten },
            new SteppedExperiment("cut")
            {
                Rewritten = Rewritten,
                Slices = examples => new(Count: 4, Examples: (examples + 3) / 4, AtOnce: 2, Derivatives: 4 * 200),
            },
            new SteppedExperiment("windows")
            {
                Rewritten = Rewritten,
                Slices = examples => StepSlices.Whole(examples) with { AreDistinct = true },
            },
        ],
    };

    public void Dispose() => project.Dispose();

    [Fact]
    public void The_passes_that_changed_something_are_shown_with_what_was_weighed() => Assert.EndsWith(
        """

        pass         training  evaluation
        table rows          0           1
        chosen sums         2           0

        multiply-adds of  in          as a product  as table rows  chosen
        linear.weight     training         192,000        268,800  product
        linear.weight     evaluation     6,144,000      2,649,600  table rows

        """.ReplaceLineEndings("\n"),
        project.Run("show", "compiled").Output, StringComparison.Ordinal);

    [Fact]
    public void The_passes_are_in_json_all_of_them()
    {
        var rewriting = project.Run("show", "compiled", "--json").Json.GetProperty("rewriting");

        Assert.Equal(
            ["one-hot rows", "table rows", "chosen sums"],
            rewriting.GetProperty("passes").EnumerateArray().Select(pass => pass.GetProperty("name").GetString()));
        var choice = rewriting.GetProperty("trainingTables")[0];
        Assert.Equal((268_800, 192_000), (choice.GetProperty("withTable").GetInt64(), choice.GetProperty("without").GetInt64()));
        Assert.False(choice.GetProperty("isTable").GetBoolean());
        Assert.False(project.Run("show", "mlp", "--json").Json.TryGetProperty("rewriting", out _));
    }

    // The names have 20 letters, and there is the boundary; as many examples are measured at once as have 8,192 tokens.
    [Fact]
    public void Memory_is_shown_slot_by_slot_for_the_batch_of_the_spec_and_for_a_measurement()
    {
        var output = project.Run("show", "compiled", "--memory", "--training.batch", "5", "--hidden", "20", "--context", "8").Output;

        Assert.EndsWith(
            """

            memory of training, with batch = 5 and time = 8
            slot  bytes  tensor           floats  formula
               1    448  tanh                100  batch * hidden
                         logitsGradient      105  batch * vocab
               2     64  loss                  1  1
                    512  total
                    960  without sharing

            memory of evaluation, with batch = 1,024 and time = 8, on 2 threads
            slot      bytes  tensor               floats  formula
               1    688,128  logits              172,032  batch * time * vocab
                    688,128  one batch
                    688,128  without sharing
                  1,376,256  2 at the same time

            memory of sampling, with batch = 1 and time = 8
            slot  bytes  tensor           floats  formula
               1    640  statePast           160  batch * context * hidden
                    640  total
                    640  without sharing

            """.ReplaceLineEndings("\n"),
            output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_that_is_cut_takes_the_memory_of_the_slices_that_are_computed_at_the_same_time_and_of_all_derivatives()
    {
        Assert.Contains(
            """

            memory of training, with batch = 5 and time = 8 for each of 4 slices, on 2 threads
            slot  bytes  tensor                 floats  formula
               1    448  tanh                      100  batch * hidden
                         logitsGradient            105  batch * vocab
               2     64  loss                        1  1
                    512  one slice
                    960  without sharing
                  1,024  2 at the same time
                  3,200  derivatives of slices
                  4,224  total

            """.ReplaceLineEndings("\n"),
            project.Run("show", "cut", "--memory", "--training.batch", "18", "--hidden", "20", "--context", "8").Output, StringComparison.Ordinal);

        var training = Memory("cut", "--training.batch", "18", "--hidden", "20", "--context", "8").GetProperty("training");
        Assert.Equal(
            [("slices", 4), ("atOnce", 2), ("batch", 5), ("bytes", 512), ("bytesOfDerivatives", 3200), ("bytesInAll", 4224)],
            ((string[])["slices", "atOnce", "batch", "bytes", "bytesOfDerivatives", "bytesInAll"]).Select(name => (name, training.GetProperty(name).GetInt32())));
    }

    [Fact]
    public void A_step_has_the_examples_of_all_batches_that_are_accumulated()
    {
        var memory = Memory("cut", "--training.batch", "6", "--training.accumulate", "4");

        Assert.Equal(6, memory.GetProperty("training").GetProperty("batch").GetInt32());
    }

    // Each of the 100 names has three letters and a boundary behind them; two begin alike, ten have the same letter next, and all end in "a".
    [Fact]
    public void Equal_windows_of_a_full_batch_are_told_once()
    {
        var options = (string[])["--training.batch", "full", "--context", "1", "--split.train", "1", "--split.dev", "0", "--split.test", "0"];

        Assert.Equal(10 + 100 + 10 + 1, Memory("windows", options).GetProperty("training").GetProperty("batch").GetInt32());
        Assert.Contains("memory of training, with batch = 121 and time = 1, equal windows once\n",
            project.Run(["show", "windows", "--memory", .. options]).Output, StringComparison.Ordinal);
    }

    // Each of the 100 names has three letters, and a target more.
    [Fact]
    public void A_full_batch_has_all_windows_of_the_split()
    {
        var training = Memory("compiled", "--training.batch", "full", "--split.train", "1", "--split.dev", "0", "--split.test", "0").GetProperty("training");

        Assert.Equal(400, training.GetProperty("batch").GetInt32());
        Assert.Equal(4 * 400 * 200, training.GetProperty("slots")[0].GetProperty("bytes").GetInt64());
        Assert.Equal("tanh", training.GetProperty("slots")[0].GetProperty("tensors")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("mlp", "test")]
    [InlineData("bigram", "ngram")]
    public void Memory_that_no_compiler_has_planned_is_a_mistake_of_usage(string name, string backend)
    {
        var outcome = project.Run("show", name, "--memory");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal(
            $"error: --memory is for experiments whose memory is planned when they are compiled, those with `backend: simd`; "
            + $"the backend of '{name}' is {backend}.\n",
            outcome.Error);
    }

    [Fact]
    public void A_batch_beyond_all_memory_is_said_to_be_too_large()
    {
        var outcome = project.Run("show", "compiled", "--memory", "--training.batch", "2000000000");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("There is not enough memory.", outcome.Error, StringComparison.Ordinal);
    }

    private JsonElement Memory(string name, params string[] options) =>
        project.Run(["show", name, "--memory", "--json", .. options]).Json.GetProperty("memory");
}
