using Makemore.Runtime.Batches;
using Makemore.Runtime.Data;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;
using Makemore.Tests.Platforms;
using Xunit;

namespace Makemore.Runtime.Tests.Training;

public class LectureTrainingTests
{
    [Fact]
    [NeedsTorch]
    public void The_batch_normalized_network_has_the_losses_of_the_lecture()
    {
        var corpus = Tokenize(Names.Load(new()));
        (long Step, double Loss)[] published = [(0, 3.3239), (1, 3.2736), (10, 3.0890), (100, 2.1434), (1000, 2.4625)];
        var spec = new ExperimentSpec
        {
            Name = "part3-batchnorm",
            Context = 3,
            Training = new() { Steps = 1001 },
            Evaluation = new() { Log = 0 },
            Expect = [.. published.Select(row => new Expectation(Figure.Loss, row.Step, row.Loss, 5e-5))],
        };
        var generator = new TorchGenerator(spec.Training.Seed);
        var experiment = new BatchNormExperiment(spec);
        using var model = (ITrainableModel)experiment.CreateModel(
            spec, experiment.DefaultHyperparameters, corpus.Tokenizer.VocabularySize, corpus.Tokenizer.Boundary, generator);
        var journal = new JournalInMemory();

        new Trainer(model, corpus, spec, generator)
            .Train(default, journal, ITrainingObserver.Silent, TestContext.Current.CancellationToken);

        Assert.Equal(12_097, model.ParameterCount);
        Assert.Equal(
            published.Select(row => (row.Step, row.Loss)),
            journal.Metrics.Where(metric => metric.Split == Metric.Train)
                .Select(metric => (metric.Step, Math.Round(metric.Loss, 4))));
    }

    private static TokenizedCorpus Tokenize(Corpus corpus) =>
        TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
}
