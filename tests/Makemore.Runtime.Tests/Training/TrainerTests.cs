using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;
using Xunit;

namespace Makemore.Runtime.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly ExperimentSpec Spec = new()
    {
        Name = "trainer",
        Training = new() { Steps = 25, Batch = 2, Checkpoint = 10 },
        Evaluation = new() { Log = 10, Every = 15 },
        Expect = [new(Figure.Loss, 7, 0, 0)],
    };

    private readonly TestFolder folder = new();
    private readonly JournalInMemory journal = new();

    [Fact]
    public void Losses_are_recorded_at_the_start_at_the_end_by_interval_and_where_they_are_promised()
    {
        Train(Spec);

        Assert.Equal(
            [(0, "train"), (7, "train"), (10, "train"), (15, "dev"), (20, "train"), (24, "train"), (25, "dev")],
            journal.Metrics.Select(metric => (metric.Step, metric.Split)));
    }

    [Fact]
    public void Checkpoints_are_saved_by_interval_and_at_the_end()
    {
        Train(Spec);

        Assert.Equal([10, 20, 25], journal.SavedSteps);
    }

    [Fact]
    public void Training_ends_with_the_first_step_behind_its_seconds_and_does_not_begin_again()
    {
        var spec = Spec with { Training = Spec.Training with { Steps = 1_000_000_000, Seconds = 0.05 } };
        var first = Train(spec);
        Assert.InRange(first.Steps, 1, 100_000_000);
        Assert.InRange(first.Seconds, 0.05, 30);
        Assert.Equal(first.Steps, journal.SavedSteps[^1]);

        var second = Train(spec, start: new(first.Steps, first.Seconds));
        Assert.Equal(first.Steps, second.Steps);
    }

    [Fact]
    public void Indices_of_a_batch_come_from_the_generator_that_drew_the_weights()
    {
        var probe = new ProbeModel(loss: 1);
        var generator = new TorchGenerator(5);
        var corpus = Corpus();
        new Trainer(probe, corpus, Spec, generator)
            .Train(default, journal, ITrainingObserver.Silent, TestContext.Current.CancellationToken);

        var expected = new TorchGenerator(5);
        var indices = new long[2];
        var windows = new Windows(corpus.Train, 1);
        foreach (var targets in probe.Targets)
        {
            expected.FillIntegers(indices, windows.Count);
            Assert.Equal(windows.FillBatch(indices).Targets, targets);
        }

        Assert.Equal(25, probe.Targets.Count);
    }

    [Fact]
    public void A_byte_is_less_than_a_character_in_bits_per_character()
    {
        var lines = folder.Load("né\nä\n");
        var corpus = TokenizedCorpus.Create(lines, Tokenizer.Create(new() { Type = TokenizerType.Byte }, lines));

        // 5 bytes and 2 ends are the tokens of 3 characters and 2 ends.
        Assert.Equal(7.0 / 5 / Math.Log(2), new SplitLosses(1, null, null).BitsPerCharacter(corpus).Train!.Value, 1e-12);
        Assert.Null(new SplitLosses(1, null, null).BitsPerCharacter(corpus).Dev);
    }

    [Fact]
    public void A_full_batch_is_the_same_at_every_step_and_draws_nothing()
    {
        var probe = new ProbeModel(loss: 1);
        var generator = new TorchGenerator(5);
        new Trainer(probe, Corpus(), Spec with { Training = Spec.Training with { Batch = BatchSize.Full } }, generator)
            .Train(default, journal, ITrainingObserver.Silent, TestContext.Current.CancellationToken);

        Assert.Single(probe.Batches.Distinct(ReferenceEqualityComparer.Instance));
        Assert.Equal(new TorchGenerator(5).NextDouble(), generator.NextDouble());
    }

    [Fact]
    public void The_learning_rate_follows_its_schedule()
    {
        var schedule = new StepSchedule(new SchedulePoint(0, 0.1), new SchedulePoint(10, 0.01));
        Train(Spec with { Training = Spec.Training with { LearningRate = schedule } });

        Assert.Equal(
            [0.1, 0.1, 0.01, 0.01, 0.01],
                journal.Metrics.Where(metric => metric.Split == "train").Select(metric => metric.Rate!.Value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_loss_that_is_not_finite_stops_the_training_and_names_step_and_learning_rate(double loss)
    {
        var error = Assert.Throws<DivergedException>(() =>
            new Trainer(new ProbeModel(loss), Corpus(), Spec, new TorchGenerator(1))
            .Train(new(3, 0), journal, ITrainingObserver.Silent, TestContext.Current.CancellationToken));

        Assert.Equal(1, error.ExitCode);
        Assert.Contains("at step 3 with learning rate 0.1", error.Message, StringComparison.Ordinal);
        Assert.Empty(journal.SavedSteps);
    }

    [Theory]
    [InlineData(2.7, false)]
    [InlineData(2.9, true)]
    public void A_loss_at_initialization_far_above_that_of_an_even_guess_gets_a_warning_with_its_usual_causes(
        double loss, bool isFar)
    {
        // Of the ProbeModel's six tokens an even guess has ln 6 = 1.79.
        var observer = new CancelAfter(step: -1, new CancellationTokenSource());
        var trainer = new Trainer(new ProbeModel(loss), Corpus(), Spec, new TorchGenerator(1));

        trainer.Train(default, journal, observer, TestContext.Current.CancellationToken);
        trainer.Train(new(3, 0), journal, observer, TestContext.Current.CancellationToken);

        Assert.Equal(isFar ? 1 : 0, observer.Warnings.Count);
        Assert.All(observer.Warnings, warning => Assert.StartsWith("The loss at initialization is 2.90, far above " +
            "ln(6) = 1.79", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancelled_training_saves_its_position_first()
    {
        using var source = new CancellationTokenSource();
        var observer = new CancelAfter(step: 12, source);

        Assert.Throws<OperationCanceledException>(() => Train(Spec, (observer, source.Token)));

        Assert.Equal([10, 13], journal.SavedSteps);
    }

    [Fact]
    public void A_training_split_without_examples_is_an_error()
    {
        folder.Write("data.txt", "a");
        var text = TestFolder.Load(new() { Path = "data.txt", Unit = DatasetUnit.Text }, folder.Options);
        var corpus = TokenizedCorpus.Create(text, Tokenizer.Create(new(), text));

        var error = Assert.Throws<MakemoreException>(() => new Trainer(new ProbeModel(1), corpus, Spec, new TorchGenerator(1))
            .Train(default, journal, ITrainingObserver.Silent, TestContext.Current.CancellationToken));

        Assert.Contains("no example", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private TrainingResult Train(
        ExperimentSpec spec, (ITrainingObserver Observer, CancellationToken Cancellation)? watch = null, TrainingPosition start = default)
    {
        var corpus = Corpus();
        var generator = new TorchGenerator(spec.Training.Seed);
        using var model = new SoftmaxModel(corpus.Tokenizer.VocabularySize, generator);
        return new Trainer(model, corpus, spec, generator).Train(
            start, journal, watch?.Observer ?? ITrainingObserver.Silent, watch?.Cancellation
                ?? TestContext.Current.CancellationToken);
    }

    private TokenizedCorpus Corpus()
    {
        var corpus = folder.Load("anna\nhannah\njohanna\nan\n", split: new() { Train = 0.5, Dev = 0.5, Test = 0 });
        return TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
    }

    /// <summary>Remembers its batches and returns a given loss.</summary>
    private sealed class ProbeModel(double loss) : ITrainableModel
    {
        public List<Batch> Batches { get; } = [];

        public List<long[]> Targets { get; } = [];

        public int Vocabulary => 6;

        public int Context => 1;

        public long ParameterCount => 0;

        public bool IsWindowed => true;

        public StepLoss Step(Batch batch, double learningRate, bool wantsLoss)
        {
            Batches.Add(batch);
            Targets.Add([.. batch.Targets]);
            return new(loss, 0);
        }

        public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities) =>
            logProbabilities.Clear();

        public double Loss(TokenSequences tokens, CancellationToken cancellation = default) => loss;

        public IReadOnlyList<NamedTensor> State() => [];

        public void Load(IReadOnlyList<NamedTensor> state)
        {
        }

        public IReadOnlyList<NamedTensor> OptimizerState() => [];

        public void LoadOptimizer(IReadOnlyList<NamedTensor> state)
        {
        }

        public void Dispose()
        {
        }
    }
}
