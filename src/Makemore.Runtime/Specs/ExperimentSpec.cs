using System.Collections.Immutable;

namespace Makemore.Runtime.Specs;

/// <summary>What a run is asked to do: the settings of one experiment, all but its model's hyperparameters.</summary>
public sealed record ExperimentSpec
{
    /// <summary>The path of the spec below the project without its ending, such as <c>lectures/part2-mlp</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on the experiment.</summary>
    public string Description { get; init; } = "";

    /// <summary>A model of n-grams to load instead of counting one, relative to the folder of the spec's project.</summary>
    public string? Arpa { get; init; }

    /// <summary>Where the text comes from.</summary>
    public DatasetSpec Dataset { get; init; } = new();

    /// <summary>How the text is divided into train, dev and test.</summary>
    public SplitSpec Split { get; init; } = new();

    /// <summary>How text becomes tokens.</summary>
    public TokenizerSpec Tokenizer { get; init; } = new();

    /// <summary>The number of tokens that the model sees.</summary>
    public int Context { get; init; } = 1;

    /// <summary>How the probability of the unseen is estimated.</summary>
    public SmoothingSpec Smoothing { get; init; } = new();

    /// <summary>What keeps the weights small.</summary>
    public RegularizationSpec Regularization { get; init; } = new();

    /// <summary>How the model is trained.</summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary>What is measured while it trains.</summary>
    public EvaluationSpec Evaluation { get; init; } = new();

    /// <summary>What is seen inside of the network while it trains.</summary>
    public DiagnosticsSpec Diagnostics { get; init; } = new();

    /// <summary>What is sampled when it is trained.</summary>
    public SamplingSpec Sampling { get; init; } = new();

    /// <summary>The figures that <c>check</c> holds the run to.</summary>
    public ImmutableArray<Expectation> Expect { get; init; } = [];
}

/// <summary>Where the text comes from: a known name, a path, an address, or three files.</summary>
public sealed record DatasetSpec
{
    /// <summary>A known dataset: <c>given-names</c>, <c>names</c>, <c>tinyshakespeare</c>.</summary>
    public string? Name { get; init; }

    /// <summary>A file, relative to the folder of the spec's project.</summary>
    public string? Path { get; init; }

    /// <summary>An address to download from, together with <see cref="Sha256"/>.</summary>
    public string? Url { get; init; }

    /// <summary>The SHA-256 of the file in lower-case hexadecimal digits.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A ready-made training file, relative to the folder of the spec's project.</summary>
    public string? Train { get; init; }

    /// <summary>A ready-made dev file.</summary>
    public string? Dev { get; init; }

    /// <summary>A ready-made test file.</summary>
    public string? Test { get; init; }

    /// <summary>Whether each line is an example of its own or the whole file is one running text.</summary>
    public DatasetUnit Unit { get; init; } = DatasetUnit.Line;

    /// <summary>Whether a source is named; without one, and without a model to load, it is <c>given-names</c>.</summary>
    public bool IsNamed => (Name ?? Path ?? Url ?? Train) is not null;
}

/// <summary>What one document of a dataset is.</summary>
public enum DatasetUnit
{
    /// <summary>Each line, with a boundary on both ends.</summary>
    Line,

    /// <summary>The whole file, without boundaries.</summary>
    Text,
}

/// <summary>How the documents are divided. The shares are of documents, or of characters in a running text.</summary>
public sealed record SplitSpec
{
    /// <summary>The share that trains.</summary>
    public double Train { get; init; } = 0.8;

    /// <summary>The share that chooses between models.</summary>
    public double Dev { get; init; } = 0.1;

    /// <summary>The share that is looked at last.</summary>
    public double Test { get; init; } = 0.1;

    /// <summary>How lines are shuffled first.</summary>
    public SplitShuffle Shuffle { get; init; } = SplitShuffle.Python;

    /// <summary>The seed of the shuffle.</summary>
    public long Seed { get; init; } = 42;
}

/// <summary>How lines are shuffled before they are divided.</summary>
public enum SplitShuffle
{
    /// <summary>In the order of the file.</summary>
    None,

    /// <summary>As <c>random.seed(seed); random.shuffle(lines)</c> does in Python.</summary>
    Python,
}

/// <summary>How text becomes tokens.</summary>
public sealed record TokenizerSpec
{
    /// <summary>The kind of token.</summary>
    public TokenizerType Type { get; init; } = TokenizerType.Char;

    /// <summary>The characters of a <see cref="TokenizerType.Char"/> tokenizer; those of the data where null.</summary>
    public string? Alphabet { get; init; }

    /// <summary>
    /// The number of tokens of a <see cref="TokenizerType.Word"/> or <see cref="TokenizerType.Bpe"/> tokenizer.
    /// </summary>
    public int Vocabulary { get; init; } = 512;
}

/// <summary>The kinds of token.</summary>
public enum TokenizerType
{
    /// <summary>A Unicode scalar value.</summary>
    Char,

    /// <summary>A byte of UTF-8.</summary>
    Byte,

    /// <summary>A frequent word with the space before it; other words are bytes.</summary>
    Word,

    /// <summary>Byte-pair encoding: bytes, and what frequent neighbours merged to.</summary>
    Bpe,
}

/// <summary>What keeps the weights small.</summary>
public sealed record RegularizationSpec
{
    /// <summary>The factor of the penalty on the squares of the weights; 0 is none.</summary>
    public double L2 { get; init; }

    /// <summary>Whether the squares are summed or averaged.</summary>
    public Reduction L2Reduction { get; init; } = Reduction.Mean;

    /// <summary>The factor of the penalty on the absolute values of the weights; 0 is none.</summary>
    public double L1 { get; init; }

    /// <summary>Whether the absolute values are summed or averaged.</summary>
    public Reduction L1Reduction { get; init; } = Reduction.Mean;

    /// <summary>The share of the units that is dropped in training; 0 is none.</summary>
    public double Dropout { get; init; }

    /// <summary>The optimizer's weight decay; 0 is none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>What decays.</summary>
    public DecayScope WeightDecayScope { get; init; } = DecayScope.All;
}

/// <summary>What weight decay applies to.</summary>
public enum DecayScope
{
    /// <summary>All parameters, as in PyTorch's optimizers.</summary>
    All,

    /// <summary>Weights only: no biases, gains and shifts.</summary>
    Weights,
}

/// <summary>How many numbers become one.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>What is measured while the model trains.</summary>
public sealed record EvaluationSpec
{
    /// <summary>The dev loss is measured every so many steps; 0 is only at the end.</summary>
    public long Every { get; init; }

    /// <summary>The batch loss is recorded every so many steps.</summary>
    public long Log { get; init; } = 1000;
}

/// <summary>What is seen inside of a network while it trains.</summary>
public sealed record DiagnosticsSpec
{
    /// <summary>The interval where somebody asks for diagnostics without one.</summary>
    public const long Usual = 1000;

    /// <summary>The network is looked into at the first step, at the last, and every so many steps; 0 is never.</summary>
    public long Every { get; init; }

    /// <summary>Whether a step is looked at.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">The number of steps in all.</param>
    public bool Includes(long step, long steps) => Every > 0 && (step % Every == 0 || step == steps - 1);
}

/// <summary>What is sampled when the model is trained.</summary>
public sealed record SamplingSpec
{
    /// <summary>The number of samples.</summary>
    public int Count { get; init; } = 10;

    /// <summary>What the logits are divided by; below 1 is bolder towards the likely.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Only so many of the likeliest tokens are drawn from; 0 is all.</summary>
    public int TopK { get; init; }

    /// <summary>Only the likeliest tokens that have this much of the probability together are drawn from; 1 is all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>What the logarithm of the probability is multiplied by of a token that the sample has already; 1 is no penalty.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>The most tokens of one sample.</summary>
    public int Length { get; init; } = 500;

    /// <summary>The seed of the samples.</summary>
    public long Seed { get; init; } = 2147483647;
}

/// <summary>A promised figure.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Step">The step of <see cref="Figure.Loss"/>; null for a figure of the finished run.</param>
/// <param name="Value">The value, in nats per token for a loss.</param>
/// <param name="Tolerance">The largest distance that still fits.</param>
public sealed record Expectation(Figure Figure, long? Step, double Value, double Tolerance);

/// <summary>The figures that a spec can promise.</summary>
public enum Figure
{
    /// <summary>The loss of the training split.</summary>
    TrainLoss,

    /// <summary>The loss of the dev split.</summary>
    DevLoss,

    /// <summary>The loss of the test split.</summary>
    TestLoss,

    /// <summary>The number of trained numbers.</summary>
    Parameters,

    /// <summary>The loss of the batch of a training step.</summary>
    Loss,
}
