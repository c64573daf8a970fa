using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Sampling;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;
using Makemore.Runtime.Tests.Data;
using Makemore.Runtime.Tests.Torch;
using Makemore.Runtime.Tokenizers;
using Makemore.Runtime.Training;
using Makemore.Tests.Platforms;
using Xunit;
using Sequences = Makemore.Runtime.Batches.Sequences;

namespace Makemore.Runtime.Tests.Training;

public sealed class SequenceTrainingTests : IDisposable
{
    private static readonly ExperimentSpec Spec = new()
    {
        Name = "sequences",
        Context = 8,
        Training = new() { Steps = 3, Batch = 4 },
    };

    private readonly TestFolder folder = new();

    [Theory]
    [NeedsTorch]
    [InlineData(DatasetUnit.Line)]
    [InlineData(DatasetUnit.Text)]
    public void Examples_are_drawn_from_the_generator_of_the_run(DatasetUnit unit)
    {
        var corpus = Corpus("anna\nhannah\njohanna\nan\n", unit);
        var generator = new TorchGenerator(9);
        var source = new BatchSource(Model(corpus), corpus, Spec, generator);
        var examples = new Sequences(corpus.Train, 8);
        var expected = new TorchGenerator(9);

        for (var step = 0; step < 3; step++)
        {
            var indices = Enumerable.Range(0, 4).Select(_ =>
                expected.NextInteger(unit == DatasetUnit.Line ? 4 : corpus.Train.Tokens.Length - 8)).ToArray();
            var (actual, wanted) = (source.Next(), examples.FillBatch(indices));
            Assert.Equal(wanted.Inputs, actual.Inputs);
            Assert.Equal(wanted.Targets, actual.Targets);
        }
    }

    [Fact]
    [NeedsTorch]
    public void An_accumulated_step_has_the_examples_of_all_its_batches()
    {
        var corpus = Corpus("anna\nhannah\njohanna\nan\n", DatasetUnit.Line);
        var once = new BatchSource(Model(corpus), corpus,
            Spec with { Training = Spec.Training with { Accumulate = 2 } }, new TorchGenerator(9));
        var twice = new BatchSource(Model(corpus), corpus, Spec, new TorchGenerator(9));

        // Each batch is filled up to its own longest line.
        Assert.Equal([.. Lines(twice.Next()), .. Lines(twice.Next())], Lines(once.Next()));
    }

    [Fact]
    [NeedsTorch]
    public void A_line_that_is_too_long_is_named_with_the_context_that_it_needs()
    {
        // In the dev split, which is measured only later.
        var corpus = Corpus("anna\njo\njohannas\nan\n", DatasetUnit.Line,
            new() { Train = 0.5, Dev = 0.5, Test = 0, Shuffle = SplitShuffle.None });

        var error = Assert.Throws<MakemoreException>(() => new BatchSource(Model(corpus), corpus, Spec, new TorchGenerator(1)));

        Assert.Equal(
            "context: the longest line, 'johannas', has 8 tokens. With its boundary it needs a context of 9, but this one is 8. " +
            "Write `context: 9`, or shorten the line.",
            error.Message);
    }

    [Fact]
    public void A_sequence_model_samples_from_a_context_that_grows_and_then_slides()
    {
        var corpus = Corpus("anna\n", DatasetUnit.Text);
        var model = new OneTokenModel(corpus.Tokenizer.VocabularySize, token: corpus.Tokenizer.Encode("a")[0]);

        var sample = new Sampler(model, corpus.Tokenizer)
            .Sample(new() { Count = 1, Length = 5 }, cancellation: TestContext.Current.CancellationToken).Single();

        Assert.Equal("aaaaa", sample);
        Assert.Equal(["\n", "\na", "\naa", "aaa", "aaa"], model.Contexts.Select(context => corpus.Tokenizer.Decode(context)));
    }

    public void Dispose() => folder.Dispose();

    private static ITrainableModel Model(TokenizedCorpus corpus) => (ITrainableModel)new LinearExperiment(Spec, isWindowed: false)
        .CreateModel(Spec, new LinearExperiment.None(), corpus.Tokenizer.VocabularySize, corpus.Tokenizer.Boundary,
            new TorchGenerator(1));

    private static string[] Lines(Batch batch) =>
        [.. batch.Inputs.Chunk(batch.Length).Select(line => string.Join(' ', line).TrimEnd(' ', '0'))];

    private TokenizedCorpus Corpus(string text, DatasetUnit unit, SplitSpec? split = null)
    {
        var corpus = folder.Load(text, unit, split);
        return TokenizedCorpus.Create(corpus, Tokenizer.Create(new(), corpus));
    }

    /// <summary>A sequence model of three tokens that is certain of one token and remembers what it was shown.</summary>
    private sealed class OneTokenModel(int vocabulary, int token) : ILanguageModel
    {
        public List<int[]> Contexts { get; } = [];

        public int Vocabulary => vocabulary;

        public int Context => 3;

        public long ParameterCount => 0;

        public bool IsWindowed => false;

        public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities)
        {
            Contexts.Add(contexts.ToArray());
            logProbabilities.Fill(float.NegativeInfinity);
            logProbabilities[token] = 0;
        }

        public double Loss(TokenSequences tokens, CancellationToken cancellation = default) => 0;

        public IReadOnlyList<NamedTensor> State() => [];

        public void Load(IReadOnlyList<NamedTensor> state)
        {
        }

        public void Dispose()
        {
        }
    }
}
