using System.Collections.Immutable;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Tests.Cli;

/// <summary>A counted experiment as the compiler would write it.</summary>
internal sealed class CountedExperiment(string name) : NgramExperiment
{
    public ImmutableArray<Expectation> Expect { get; init; } = [];

    public DatasetSpec Dataset { get; init; } = new() { Path = "names.txt" };

    public override ExperimentSpec Spec => new()
    {
        Name = name,
        Description = "Counts pairs of letters",
        Dataset = Dataset,
        Smoothing = new() { Type = SmoothingType.AddK },
        Training = new() { Backend = Backend.Ngram },
        Expect = Expect,
    };

    public override ImmutableArray<string> GeneratedFiles => [$"{name}.g.cs"];
}

/// <summary>An experiment that trains step by step, without any library: every token stays as likely as all others.</summary>
internal sealed class SteppedExperiment(string name) : Experiment
{
    /// <summary>Called with the number of each step before it is made.</summary>
    public Action<long> BeforeStep { get; init; } = _ => { };

    public long Steps { get; init; } = 20;

    /// <summary>The loss of whole splits; that of an even guess where null.</summary>
    public double? SplitLoss { get; init; }

    /// <summary>What a compiler has rewritten; null for one that leaves the graph to a library, and plans no memory.</summary>
    public Rewriting? Rewritten { get; init; }

    /// <summary>How a step on some examples is computed.</summary>
    public Func<int, StepSlices> Slices { get; init; } = StepSlices.Whole;

    /// <summary>The loss of each step.</summary>
    public Func<long, double> Loss { get; init; } = step => 1.0 / (step + 1);

    public override ExperimentSpec Spec => new()
    {
        Name = name,
        Dataset = new() { Path = "names.txt" },
        Training = new() { Steps = Steps, Batch = 4, Checkpoint = 5 },
        Evaluation = new() { Log = 1 },
        Expect = [new(Figure.Loss, 3, 0.25, 1e-6), new(Figure.Parameters, null, 200, 0)],
    };

    public override ModelSource Model { get; } = new ModelSource.Preset("mlp");

    public override BackendNumerics Numerics { get; } = new("test", 1);

    public override ImmutableArray<string> GeneratedFiles => [$"{name}.g.cs"];

    public override HyperparameterSet DefaultHyperparameters => new Sizes(200, 0.5);

    public override ILanguageModel CreateModel(
        ExperimentSpec spec, HyperparameterSet hyperparameters, int vocabulary, int? boundary, TorchGenerator generator) =>
        new SteppedModel(spec.Context, vocabulary, ((Sizes)hyperparameters).Hidden, BeforeStep, Loss, SplitLoss, Slices);

    public override ImmutableArray<GraphRow> Graph(HyperparameterSet hyperparameters, int context, int vocabulary)
    {
        var hidden = ((Sizes)hyperparameters).Hidden;
        return
        [
            new("embed hidden", "(batch, context, hidden)", [-1, context, hidden], [[vocabulary, hidden]]),
            new("linear vocab", "(batch, vocab)", [-1, vocabulary], [[hidden, vocabulary]]),
        ];
    }

    public override Rewriting? Rewriting => Rewritten;

    // The hidden units share a slot with the logits, and the loss has one.
    public override ImmutableArray<MemorySlot> TrainingMemory(MemorySizes sizes) => Rewritten is null ? [] :
    [
        new(
        [
            new("tanh", "batch * hidden", sizes.Batch * ((Sizes)sizes.Hyperparameters).Hidden),
            new("logitsGradient", "batch * vocab", sizes.Batch * (long)sizes.Vocabulary),
        ]),
        new([new("loss", "1", 1)]),
    ];

    public override ImmutableArray<MemorySlot> EvaluationMemory(MemorySizes sizes) =>
        Rewritten is null ? [] : [new([new("logits", "batch * time * vocab", sizes.Batch * (long)sizes.Time * sizes.Vocabulary)])];

    public override ImmutableArray<MemorySlot> ContinuationMemory(MemorySizes sizes) => Rewritten is null ? [] :
        [new([new("statePast", "batch * context * hidden", sizes.Batch * sizes.Context * ((Sizes)sizes.Hyperparameters).Hidden)])];

    private sealed record Sizes(long Hidden, double Gain) : HyperparameterSet
    {
        public override ImmutableArray<Hyperparameter> List() =>
        [
            new("hidden", Hidden, IsInteger: true) { Summary = "neurons of the hidden layer" },
            new("layers", 2, IsInteger: true, IsConstant: true),
            new("gain", Gain, IsInteger: false),
        ];

        public override HyperparameterSet With(string name, double value) => name switch
        {
            "hidden" when value < 1 =>
                throw new MakemoreException(FormattableString.Invariant($"hidden: expected 1 or more, found {value}.")),
            "hidden" => this with { Hidden = (long)value },
            _ => this with { Gain = value },
        };
    }

    private sealed class SteppedModel(
        int context, int vocabulary, long parameters, Action<long> beforeStep, Func<long, double> loss, double? splitLoss, Func<int, StepSlices> slices)
        : ITrainableModel, IParallelModel
    {
        private long step;

        // As many on any machine.
        public int Threads
        {
            get => 2;
            set => _ = value;
        }

        public int Vocabulary => vocabulary;

        public int Context => context;

        public long ParameterCount => parameters;

        public bool IsWindowed => true;

        public StepSlices SlicesOf(int examples, int length) => slices(examples);

        public void LogProbabilities(ReadOnlySpan<int> contexts, int length, Span<float> logProbabilities) =>
            logProbabilities.Fill(-MathF.Log(vocabulary));

        public double Loss(TokenSequences tokens, CancellationToken cancellation = default) =>
            splitLoss ?? Math.Log(vocabulary);

        public IReadOnlyList<NamedTensor> State() => [NamedTensor.Of("step", [1], [step])];

        public void Load(IReadOnlyList<NamedTensor> state) => step = state[0].Values<long>()[0];

        public StepLoss Step(Batch batch, double learningRate, bool wantsLoss)
        {
            beforeStep(step);
            return new(loss(step++), 0);
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
