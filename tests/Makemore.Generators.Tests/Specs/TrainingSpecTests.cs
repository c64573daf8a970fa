using Makemore.Generators.Specs;
using Makemore.Generators.Tests.Diagnostics;
using Makemore.Generators.Tests.Snapshots;

namespace Makemore.Generators.Tests.Specs;

public sealed class TrainingSpecTests
{
    [Theory]
    [InlineData("optimizer: lion", "training.optimizer.beta2", 0.99)]
    [InlineData("optimizer: adam", "training.optimizer.beta2", 0.999)]
    [InlineData("optimizer: { type: momentum }", "training.optimizer.momentum", 0.9)]
    public void A_word_alone_is_the_optimizer_and_brings_its_defaults(string text, string path, double value) =>
        Assert.Equal(new NumberValue(value), SpecProject.Of($"model: bigram\ntraining: {{ {text} }}\n").Valid().Find(path));

    [Theory]
    [InlineData("{ type: constant, peak: 0.5 }")]
    [InlineData("{ type: constant, peak: 0.5, warmup: 0 }")]
    [InlineData("{ 0: 0.5 }")]
    [InlineData("5e-1")]
    public void A_rate_that_never_changes_is_a_number_however_it_is_written(string rate) => Assert.Equal(
        SpecProject.Of("model: bigram\ntraining: { learning-rate: 0.5 }\n").Valid().Settings,
        SpecProject.Of($"model: bigram\ntraining: {{ learning-rate: {rate} }}\n").Valid().Settings);

    [Fact]
    public void Mistakes_in_the_training_say_what_to_write_instead()
    {
        (string, string)[] files =
        [
            ("optimizers.yaml", "model: mlp\ntraining: { optimizer: adamv }\n"),
            ("moments.yaml", "model: mlp\ntraining: { optimizer: { type: sgd, momentum: 0.9, betas: 1 } }\n"),
            ("curves.yaml", "model: mlp\ntraining: { learning-rate: { type: cosin, peak: 1 } }\n"),
            ("peaks.yaml", "model: mlp\ntraining: { learning-rate: { type: linear, final: -1, minimum: 0, warmup: many } }\n"),
            ("warmups.yaml", "model: mlp\ntraining: { steps: 10, learning-rate: { type: linear, peak: 1, warmup: 10 } }\n"),
            ("stopping.yaml",
                "model: mlp\nsplit: { train: 1, dev: 0, test: 0 }\ntraining: { early-stopping: { patience: 5 } }\n"),
            ("patience.yaml", "model: mlp\ntraining: { early-stopping: { min-delta: 0.1 } }\n"),
            ("labels.yaml", "model: ngram\nsmoothing: label\n"),
            ("dotted.yaml", "model: mlp\ntraining.optimizer: adam\ntraining: { early-stopping: yes }\n"),
        ];
        var project = SpecProject.Of(files);
        Snapshot.Verify(string.Concat(project.Texts.Keys.Select(path => project.Diagnose(path))), "txt");
    }
}
