using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Pipelines;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tests.Runs;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Pipelines;

[NeedsTorch]
public sealed class RunTests : IDisposable
{
    private static readonly string[] Names = ["anna", "jo", "hanno", "", "noah"];

    private readonly TestRuns runs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Kinds => [false, true];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Many_threads_get_what_one_gets(bool isCounted)
    {
        using var alone = Train(isCounted);
        string[] expected = [.. Enumerable.Range(0, 40).Select(index => Ask(alone, index))];

        // Also the model is loaded while all of them wait for it.
        using var shared = Train(isCounted);
        var answers = new string[expected.Length];
        Parallel.For(0, answers.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, index => answers[index] = Ask(shared, index));

        Assert.Equal(expected, answers);
        Assert.True(answers.Distinct(StringComparer.Ordinal).Count() > 5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_text_is_as_likely_as_its_tokens_one_after_the_other(bool isCounted)
    {
        using var run = Train(isCounted);

        var nats = -Math.Log(run.NextTokens("")[TokenOf(run, "", "a")].Probability)
            - Math.Log(run.NextTokens("a")[TokenOf(run, "a", "n")].Probability)
            - Math.Log(run.NextTokens("an").Single(next => next.IsEnd).Probability);

        Assert.Equal(nats, run.Score("an").Nats, 1e-5);
        var all = run.NextTokens("an");
        Assert.Equal(1, all.Sum(next => next.Probability), 1e-5);
        Assert.Equal(all.OrderByDescending(next => next.Probability), all);
        Assert.Equal(run.Model.Model.Vocabulary, all.Length);
    }

    [Fact]
    public void Samples_are_those_of_the_arguments_and_otherwise_of_the_spec()
    {
        using var run = Train(isCounted: true);

        Assert.Equal(10, run.Sample(cancellation: Cancellation).Length);
        Assert.Equal(run.Sample(cancellation: Cancellation)[..5], run.Sample(5, cancellation: Cancellation));
        Assert.NotEqual(run.Sample(cancellation: Cancellation), run.Sample(seed: 8, cancellation: Cancellation));
        Assert.Single(run.Sample(8, topK: 1, seed: 3, cancellation: Cancellation).Distinct());
        Assert.All(run.Sample(prompt: "ha", cancellation: Cancellation), sample => Assert.StartsWith("ha", sample, StringComparison.Ordinal));
        Assert.Contains("sampling.temperature", Assert.Throws<MakemoreException>(() => run.Sample(1, temperature: -1, cancellation: Cancellation)).Message,
            StringComparison.Ordinal);
        Assert.Throws<MakemoreException>(() => run.Score("ä"));
    }

    public void Dispose() => runs.Dispose();

    private static int TokenOf(Run run, string text, string next) =>
        run.NextTokens(text).ToList().FindIndex(token => token.Text == next);

    private static string Ask(Run run, int index)
    {
        var name = Names[index % Names.Length];
        var samples = string.Join(' ', run.Sample(3, temperature: 0.8, seed: index, cancellation: Cancellation));
        return FormattableString.Invariant($"{samples} {run.Score(name).Nats:R} {run.NextTokens(name)[0]}");
    }

    private Run Train(bool isCounted)
    {
        IPlan plan = isCounted
            ? new CountedExperiment(TestRuns.Spec with
            {
                Name = "counts",
                Context = 2,
                Smoothing = new() { Type = SmoothingType.WittenBell },
            }) | Stages.In(runs.Options.Data.ProjectFolder)
            : new BatchNormExperiment(TestRuns.TorchPlan.Spec)
                .With(h => h with { Embedding = 3, Hidden = 8 }) | Stages.In(runs.Options.Data.ProjectFolder);
        return (plan | Stages.Train).Value;
    }

    private sealed class CountedExperiment(ExperimentSpec spec) : NgramExperiment
    {
        public override ExperimentSpec Spec => spec;

        public override ImmutableArray<string> GeneratedFiles => ["CountedExperiment.cs"];
    }
}
