using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Xunit;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>Options for many experiments, not all of which have them.</summary>
public sealed class FittingOptionsTests : IDisposable
{
    private readonly TestProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void An_option_is_applied_where_it_fits_and_left_out_elsewhere()
    {
        var outcome = project.Run("train", "*", "--training.steps", "6", "--hidden", "64", "--json");

        var runs = outcome.Json.GetProperty("runs");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal((64, 6), (runs[1].GetProperty("parameters").GetInt32(), runs[1].GetProperty("steps").GetInt32()));
        Assert.Equal(["model.hidden", "training.steps"], runs[0].GetProperty("leftOut").EnumerateArray().Select(key => key.GetString()).Order());
        Assert.False(runs[1].TryGetProperty("leftOut", out _));
        Assert.StartsWith(
            "hidden is left out where it does not apply: bigram.\ntraining.steps is left out where it does not apply: bigram.\n",
            outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_out_everywhere_is_an_error_before_anything_is_trained()
    {
        var outcome = project.Run("train", "bigram", "lectures/part1*", "--hidden", "64");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal("error: hidden fits none of the 2 experiments. 'bigram' has no hyperparameter 'hidden'. It has no hyperparameters.\n", outcome.Error);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "runs")));
    }

    [Fact]
    public void A_hyperparameter_of_other_experiments_is_answered_with_the_closest_of_those_that_are_asked_for()
    {
        project.Experiments = [.. project.Experiments, new OtherExperiment("other")];

        var outcome = project.Run("train", "mlp", "lectures/part2-mlp", "--gains", "2");

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("error: gains fits none of the 2 experiments. Did you mean 'gain'?", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--hidden", "many", "hidden: expected a whole number, found 'many'.")]
    [InlineData("--training.steps", "-1", "training.steps: expected a whole number from 0 to 1e15, found '-1'.")]
    public void A_value_that_does_not_fit_its_key_is_an_error(string option, string value, string message)
    {
        var outcome = project.Run("train", "*", option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal($"error: {message}\n", outcome.Error);
    }

    [Fact]
    public void One_long_sample_does_not_change_how_the_others_are_shown()
    {
        File.WriteAllLines(Path.Combine(project.Folder, "names.txt"), Enumerable.Repeat(new string('a', 200), 50).Concat(Enumerable.Repeat("bo", 50)));

        var shown = project.Run("train", "bigram", "--sampling.length", "120", "--sampling.count", "30").Output.Split('\n')[1..];

        var samples = shown.TakeWhile(line => line.Length > 0).ToArray();
        Assert.All(samples, line => Assert.True(line.StartsWith("  ", StringComparison.Ordinal) && line.Length <= 80, line));
        Assert.Contains(samples, line => line.EndsWith('…'));
        Assert.Contains(samples, line => line.Contains("bo  bo", StringComparison.Ordinal));
        Assert.Contains(project.Run("sample", "bigram", "--length", "120", "--count", "30", "--quiet").Output.Split('\n'), line => line.Length == 120);
    }

    /// <summary>An experiment with a hyperparameter of its own, which is not trained.</summary>
    private sealed class OtherExperiment(string name) : Experiment
    {
        public override ExperimentSpec Spec => new SteppedExperiment(name).Spec;

        public override ModelSource Model => ModelSource.Ngrams;

        public override BackendNumerics Numerics { get; } = new("test", 1);

        public override ImmutableArray<string> GeneratedFiles => [];

        public override HyperparameterSet DefaultHyperparameters { get; } = new Gains();

        public override ILanguageModel CreateModel(
            ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator) =>
            throw new NotSupportedException();

        private sealed record Gains : HyperparameterSet
        {
            public override ImmutableArray<Hyperparameter> List() => [new("gains", 1, IsInteger: true)];

            public override HyperparameterSet With(string name, double value) => this;
        }
    }
}
