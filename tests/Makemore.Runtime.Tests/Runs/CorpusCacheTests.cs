using Makemore.Runtime.Batches;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Runs;

public sealed class CorpusCacheTests : IDisposable
{
    private static readonly TokenizedCorpus Nothing = TokenizedCorpus.Empty(Tokenizer.Restore("""{"type":"byte","boundary":0}"""));

    private readonly TestRuns runs = new();

    public void Dispose() => runs.Dispose();

    [Fact]
    public async Task Threads_that_ask_at_the_same_time_share_one_loading()
    {
        var cache = new CorpusCache();
        var loads = 0;
        using var together = new Barrier(8);
        var corpora = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return cache.Corpus(TestRuns.Spec, runs.Options.Data, () =>
                {
                    Interlocked.Increment(ref loads);
                    Thread.Sleep(50);
                    return Nothing with { };
                });
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(1, loads);
        Assert.All(corpora, corpus => Assert.Same(corpora[0], corpus));
    }

    [Fact]
    public void What_failed_for_one_is_tried_again_by_the_next()
    {
        var cache = new CorpusCache();
        Assert.Throws<OperationCanceledException>(
            () => cache.Corpus(TestRuns.Spec, runs.Options.Data, () => throw new OperationCanceledException()));

        Assert.Same(Nothing, cache.Corpus(TestRuns.Spec, runs.Options.Data, () => Nothing));
    }

    [Fact]
    public void Another_split_or_tokenizer_is_another_corpus()
    {
        var cache = new CorpusCache();
        ExperimentSpec[] specs =
        [
            TestRuns.Spec,
            TestRuns.Spec with { Split = new() { Seed = 7 } },
            TestRuns.Spec with { Tokenizer = new() { Type = TokenizerType.Byte } },
            TestRuns.Spec with { Dataset = new() { Path = "others.txt" } },
        ];

        var corpora = specs.Select(spec => cache.Corpus(spec, runs.Options.Data, () => Nothing with { })).ToList();

        Assert.Equal(specs.Length, corpora.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Same(corpora[0], cache.Corpus(
            TestRuns.Spec with { Training = new() { Steps = 5 } }, runs.Options.Data, () => Nothing with { }));
    }

    [Fact]
    public void Runs_that_share_a_cache_read_the_data_once_and_come_to_the_same_losses()
    {
        var alone = runs.Run(TestRuns.Plan);
        var options = runs.Options with { RunsFolder = runs.Options.RunsFolder + "-shared", Corpora = new() };
        var first = Runner.Run(TestRuns.Plan, options, ITrainingObserver.Silent, TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(options.Data.ProjectFolder, "names.txt"));

        var other = RunPlan.Of(new SoftmaxExperiment(TestRuns.Spec with { Training = TestRuns.Spec.Training with { Seed = 5 } }));
        var second = Runner.Run(other, options, ITrainingObserver.Silent, TestContext.Current.CancellationToken);
        using var opened = Runner.Open(TestRuns.Plan, options);

        Assert.Equal((alone.Hash, alone.Losses), (first.Hash, first.Losses));
        Assert.NotEqual(first.Losses, second.Losses);
        Assert.Equal(first.Losses, opened.Evaluate(TestContext.Current.CancellationToken));
    }
}
