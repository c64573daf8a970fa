using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Training;

public sealed class EarlyStoppingTests : IDisposable
{
    private static readonly ExperimentSpec Spec = new()
    {
        Name = "stopping",
        Training = new() { Steps = 100, Batch = 2, Checkpoint = 0, EarlyStopping = new() { Patience = 2 } },
        Evaluation = new() { Every = 10, Log = 1000 },
    };

    private readonly TestFolder folder = new();
    private readonly JournalInMemory journal = new();

    [Fact]
    public void Training_ends_after_so_many_measurements_without_a_lower_one_and_keeps_the_best_weights()
    {
        var model = new ScriptedModel(5, 3, 4, 2, 2, 2.5);

        var result = Train(model, Spec);

        Assert.Equal(60, result.Steps);
        Assert.Equal(2, result.DevLoss);
        Assert.Equal((40, 2.0), (result.Best!.Step, result.Best.Loss));
        Assert.Equal(40, model.Weight);
        Assert.Equal([60], journal.SavedSteps);
    }

    [Fact]
    public void A_loss_that_is_lower_by_less_than_the_least_does_not_count()
    {
        var stopping = new EarlyStoppingSpec { Patience = 2, MinDelta = 0.5 };

        var result = Train(new ScriptedModel(5, 4.6, 4.5, 4),
            Spec with { Training = Spec.Training with { EarlyStopping = stopping } });

        Assert.Equal((30, 10), (result.Steps, result.Best!.Step));
    }

    [Fact]
    public void A_training_that_reaches_its_last_step_keeps_the_best_weights_too()
    {
        var model = new ScriptedModel(9, 8, 7, 6, 5, 4, 3, 2, 1, 1.5);

        var result = Train(model, Spec);

        Assert.Equal((100, 90, 1.0), (result.Steps, result.Best!.Step, result.DevLoss));
        Assert.Equal(90, model.Weight);
    }

    [Fact]
    public void A_training_that_was_stopped_is_not_gone_on_with()
    {
        var best = new BestWeights(20, 1, Waited: 2, [NamedTensor.Of("weight", [1], [20f])]);
        var model = new ScriptedModel();

        var result = new Trainer(model, Corpus(), Spec, new TorchGenerator(1))
            .Train(new(40, 0, best), journal, ITrainingObserver.Silent, TestContext.Current.CancellationToken);

        Assert.Equal((40, 1.0, 20), (result.Steps, result.DevLoss, model.Weight));
        Assert.Empty(journal.Metrics);
    }

    [Fact]
    public void Without_measurements_there_is_nothing_to_stop_by()
    {
        var error = Assert.Throws<MakemoreException>(() => Train(new ScriptedModel(), Spec with { Evaluation = new() }));

        Assert.Contains("evaluation: { every: 1000 }", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private TrainingResult Train(ScriptedModel model, ExperimentSpec spec) =>
        new Trainer(model, Corpus(), spec, new TorchGenerator(1))
            .Train(default, journal, ITrainingObserver.Silent, TestContext.Current.CancellationToken);

    private TokenizedCorpus Corpus()
    {
        var corpus = folder.Load("anna\nhannah\njohanna\nan\n", split: new() { Train = 0.5, Dev = 0.5, Test = 0 });
        return TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
    }

    /// <summary>Counts its steps as its weight, and has the dev losses that it is given.</summary>
    private sealed class ScriptedModel(params double[] devLosses) : ITrainableModel
    {
        private readonly Queue<double> losses = new(devLosses);

        public int Weight { get; private set; }

        public int Vocabulary => 6;

        public int Context => 1;

        public long ParameterCount => 1;

        public bool IsWindowed => true;

        public StepLoss Step(Batch batch, double learningRate, bool wantsLoss)
        {
            Weight++;
            return new(1, 0);
        }

        public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities) =>
            logProbabilities.Clear();

        public double Loss(TokenSequences tokens, CancellationToken cancellation = default) => losses.Dequeue();

        public IReadOnlyList<NamedTensor> State() => [NamedTensor.Of("weight", [1], [(float)Weight])];

        public void Load(IReadOnlyList<NamedTensor> state) => Weight = (int)state.Single().Values<float>()[0];

        public IReadOnlyList<NamedTensor> OptimizerState() => [];

        public void LoadOptimizer(IReadOnlyList<NamedTensor> state)
        {
        }

        public void Dispose()
        {
        }
    }
}
