namespace Makemore.Runtime.Specs;

/// <summary>How the model is trained.</summary>
public sealed record TrainingSpec
{
    /// <summary>What computes.</summary>
    public Backend Backend { get; init; } = Backend.Auto;

    /// <summary>The memory, in MB, that counts of n-grams may take before they are sorted on disk.</summary>
    public int Memory { get; init; } = 1024;

    /// <summary>The number of steps.</summary>
    public long Steps { get; init; } = 10_000;

    /// <summary>The most seconds of training; 0 is no limit.</summary>
    public double Seconds { get; init; }

    /// <summary>Examples in a step.</summary>
    public BatchSize Batch { get; init; } = 32;

    /// <summary>The batches whose gradients make one step.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The greatest norm of all gradients together; 0 is none.</summary>
    public double Clip { get; init; }

    /// <summary>The learning rate by step.</summary>
    public Schedule LearningRate { get; init; } = Schedule.Constant(0.1);

    /// <summary>The seed of the one generator that draws weights, batches and masks.</summary>
    public long Seed { get; init; } = 2147483647;

    /// <summary>A checkpoint is written every so many steps, at the end and on an interruption; 0 is only at these two.</summary>
    public long Checkpoint { get; init; } = 10_000;

    /// <summary>The threads of libtorch.</summary>
    /// <remarks>
    /// One is the default for every size: measured on two cores with batches of 32, a step of lecture 3's MLP takes 0.24 ms
    /// with one thread and 0.33 ms with two, one of a transformer of 204,544 parameters 12.9 and 11.3 ms. And a second thread
    /// waits in a loop, so that beside other work the same steps take ten times as long and more, while one thread is hardly
    /// slower. It is a number of the spec and not of the machine, because sums in another order change the last bits.
    /// </remarks>
    public int Threads { get; init; } = 1;

    /// <summary>The rule that changes the weights.</summary>
    public OptimizerSpec Optimizer { get; init; } = new();

    /// <summary>When training ends before its last step.</summary>
    public EarlyStoppingSpec EarlyStopping { get; init; } = new();
}

/// <summary>What computes.</summary>
public enum Backend
{
    /// <summary>What the compiler has chosen: the processor's vector units where it can, else libtorch.</summary>
    Auto,

    /// <summary>Counting.</summary>
    Ngram,

    /// <summary>The processor's vector units, with derivatives that are compiled.</summary>
    Simd,

    /// <summary>libtorch.</summary>
    Torch,
}

/// <summary>The rule that changes the weights.</summary>
public sealed record OptimizerSpec
{
    /// <summary>The rule.</summary>
    public OptimizerType Type { get; init; } = OptimizerType.Sgd;

    /// <summary>The share of the last change that stays, of momentum and nesterov.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The share of the old in the average of the gradients, of adam, adamw and lion.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>
    /// The share of the old in the average of the squares, of adam and adamw; in the average that lion remembers.
    /// </summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root that a step of adam and adamw is divided by.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>The rules that change the weights.</summary>
public enum OptimizerType
{
    /// <summary>Stochastic gradient descent.</summary>
    Sgd,

    /// <summary>SGD with momentum.</summary>
    Momentum,

    /// <summary>SGD with Nesterov's momentum.</summary>
    Nesterov,

    /// <summary>Adam.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay.</summary>
    Adamw,

    /// <summary>The sign of an average of gradients.</summary>
    Lion,
}

/// <summary>When training ends before its last step; then the weights of the lowest dev loss are kept.</summary>
public sealed record EarlyStoppingSpec
{
    /// <summary>So many measurements of the dev loss in a row without a lower one end the training; 0 is never.</summary>
    public int Patience { get; init; }

    /// <summary>By how much a dev loss must be lower than the lowest to count.</summary>
    public double MinDelta { get; init; }
}
