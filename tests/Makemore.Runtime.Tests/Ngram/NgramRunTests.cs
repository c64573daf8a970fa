using System.Collections.Immutable;
using System.Text.Json;
using Makemore.Charts;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Ngram;

public class NgramRunTests
{
    [Fact]
    public void A_file_alone_samples_and_with_data_is_measured()
    {
        using var folder = new TestFolder();
        folder.Write("names.txt", "anna\nhannah\nbob\nann\nhan\nanna\nnora\nrob\nbo\nnan\n");
        var options = new RunnerOptions(Path.Combine(folder.Path, "runs"), folder.Options);
        var counted = Plan(new()
        {
            Name = "counted", Dataset = new() { Path = "names.txt" }, Context = 2,
            Smoothing = new() { Type = SmoothingType.WittenBell }
        });
        var trained = Run(counted);
        using (var open = Runner.Open(counted, options))
        using (var writer = new StreamWriter(Path.Combine(folder.Path, "model.arpa")))
        {
            new Makemore.Runtime.Ngram.Arpa.ArpaWriter(((NgramModel)open.Model).Tables, open.Corpus.Tokenizer)
                .Write(writer);
        }

        var alone = Run(Plan(new() { Name = "alone", Arpa = "model.arpa" }));
        var measured = Run(Plan(new() { Name = "measured", Arpa = "model.arpa", Dataset = new() { Path = "names.txt" } }));

        Assert.Equal(new SplitLosses(null, null, null), alone.Losses);
        Assert.Equal(10, File.ReadAllLines(Path.Combine(alone.Folder!, "samples.txt")).Length);
        Assert.Equal(trained.Losses.Dev!.Value, measured.Losses.Dev!.Value, 1e-6);
        Assert.Equal(File.ReadAllText(Path.Combine(trained.Folder!, "samples.txt")),
            File.ReadAllText(Path.Combine(alone.Folder!, "samples.txt")));

        RunResult Run(RunPlan plan) => Runner.Run(plan, options, ITrainingObserver.Silent, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_fitted_parameter_and_the_chart_are_kept_with_the_run()
    {
        using var folder = new TestFolder();
        folder.Write("names.txt", "anna\nhannah\nbob\nann\nhan\nanna\nnora\nrob\nbo\nnan\n");
        var options = new RunnerOptions(Path.Combine(folder.Path, "runs"), folder.Options) { Counted = new ScottPlotCharts().DrawCounts };
        var plan = Plan(new()
        {
            Name = "fitted", Dataset = new() { Path = "names.txt" },
            Smoothing = new() { Type = SmoothingType.AddK, K = SmoothingParameter.Fit }
        });

        var result = Runner.Run(plan, options, ITrainingObserver.Silent, TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(result.Folder!, "result.json")));
        Assert.True(json.RootElement.GetProperty("fitted").GetProperty("k").GetDouble() > 0);
        Assert.True(File.Exists(Path.Combine(result.Folder!, "bigrams.svg")));
        Assert.True(File.Exists(Path.Combine(result.Folder!, "bigrams.png")));
        Assert.Equal(result, Runner.FindResult(plan, options));
        using var open = Runner.Open(plan, options);
        Assert.Equal(result.Losses, open.Evaluate(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Coverage_tells_what_is_new_in_dev_from_what_training_has_seen()
    {
        var train = TestCorpora.Of([[1, 2], [1, 1, 2]], boundary: 0);
        var dev = TestCorpora.Of([[1, 2], [2, 1], [2, 2]], boundary: 0);
        using var model = TestCorpora.Train(train, 3, 2, TestCorpora.Smoothing(SmoothingType.WittenBell));
        var tokenizer = Makemore.Runtime.Tokenizers.Tokenizer.Restore("""{"type":"char","boundary":0,"characters":"ab"}""");
        var corpus = new Makemore.Runtime.Batches.TokenizedCorpus(tokenizer, train, dev, TestCorpora.Of([], boundary: 0));

        var rows = NgramCoverage.Of(model, corpus, only: null, TestContext.Current.CancellationToken);

        Assert.Equal(["train", "dev", "dev, new"], rows.Select(row => row.Split));
        Assert.Equal(2, rows[2].Documents);
        // Of the pairs . 2, 2 1, 1 ., . 2, 2 2, 2 . only the last is known.
        Assert.Equal([1, 1 / 6.0], rows[2].Found);
        Assert.True(rows[2].Loss > rows[1].Loss);
    }

    private static RunPlan Plan(ExperimentSpec spec) => RunPlan.Of(new SpecExperiment(spec));

    private sealed class SpecExperiment(ExperimentSpec spec) : NgramExperiment
    {
        public override ExperimentSpec Spec => spec;

        public override ImmutableArray<string> GeneratedFiles => [];
    }
}
