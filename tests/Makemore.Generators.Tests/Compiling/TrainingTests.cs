using System.Collections.Immutable;
using Makemore.Runtime.Models;
using Makemore.Runtime.Training;
using Makemore.Tests.Platforms;

namespace Makemore.Generators.Tests.Compiling;

public sealed class TrainingTests
{
    private const string Training =
        """
        dataset: words.txt
        split: none
        context: 3
        training: { steps: 60, batch: 8, learning-rate: { 0: 0.2, 50: 0.05 }, checkpoint: 0 }
        evaluation: { every: 0, log: 1 }
        sampling: { count: 2, length: 20 }

        """;

    public static TheoryData<string, string> Models => new()
    {
        { "preset", "model: { type: mlp, embedding: 4, hidden: 16 }\n" },
        { "bigram", "model: bigram\n" },
        { "defaults", "model: |\n  tokens |> onehot |> flatten |> linear 16 |> relu |> linear vocab\n" },
        { "batchnorm",
            "model: |\n  let hidden = 16\n  tokens |> embed 4 |> flatten |> linear hidden bias=false |> batchnorm |> tanh |> linear vocab\n" },
    };

    [Theory]
    [NeedsTorch]
    [MemberData(nameof(Models))]
    public void A_generated_class_trains(string name, string model)
    {
        var experiment = Load(("sample.yaml", Training + model)).Single();
        using var folder = new TemporaryFolder();
        var losses = new Losses();
        var result = SampleRun.Of(experiment, folder, losses);
        Assert.True(losses.All[^10..].Average() < losses.All[..10].Average() - 0.2,
            $"{name} learns nothing: {string.Join(' ', losses.All)}");
        Assert.Equal(60, result.Steps);
        Assert.Equal(experiment.Graph(experiment.DefaultHyperparameters, 3, 6).Sum(row => row.Parameters), result.Parameters);
    }

    [Fact]
    public void A_generated_class_counts()
    {
        var experiment = Load(("counts.yaml",
            "dataset: words.txt\nsplit: none\nmodel: ngram\nsmoothing: { type: add-k, k: 1 }\n")).Single();
        using var folder = new TemporaryFolder();
        Assert.InRange(SampleRun.Of(experiment, folder, ITrainingObserver.Silent).Losses.Train!.Value, 0.5, Math.Log(6));
    }

    [Fact]
    public void Hyperparameters_are_read_and_changed_by_name()
    {
        var experiment = Load(("sample.yaml", "model:\n  type: mlp\n  hidden: 16\n")).Single();
        var changed = experiment.DefaultHyperparameters.With("hidden", 24);
        Assert.Equal(["embedding=10", "hidden=24"], changed.List().Select(number => $"{number.Name}={number.Text}"));
        Assert.NotEqual(experiment.DefaultHyperparameters, changed);
    }

    private static ImmutableArray<Experiment> Load(params (string Path, string Text)[] specs)
    {
        var generated = GeneratorProject.Of(specs).Generate();
        CompilerWarnings.AssertNone(generated);
        return generated.Load();
    }
}
