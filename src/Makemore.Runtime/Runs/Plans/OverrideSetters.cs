using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Runs.Plans;

/// <summary>Where each setting that may be changed stands in the records.</summary>
internal static class OverrideSetters
{
    /// <summary>The spec with another value, or null where the path has no setter.</summary>
    public static ExperimentSpec? Set(ExperimentSpec spec, string path, OverrideValue value) => path switch
    {
        "context" => spec with { Context = value.Count },
        "tokenizer.vocabulary" => spec with { Tokenizer = spec.Tokenizer with { Vocabulary = value.Count } },
        _ when path.StartsWith("smoothing.", StringComparison.Ordinal) =>
            Set(spec.Smoothing, path, value) is { } smoothing ? spec with { Smoothing = smoothing } : null,
        _ when path.StartsWith("regularization.", StringComparison.Ordinal) =>
            Set(spec.Regularization, path, value) is { } regularization ? spec with { Regularization = regularization } : null,
        _ when path.StartsWith("split.", StringComparison.Ordinal) =>
            Set(spec.Split, path, value) is { } split ? spec with { Split = split } : null,
        _ when path.StartsWith("training.", StringComparison.Ordinal) =>
            Set(spec.Training, path, value) is { } training ? spec with { Training = training } : null,
        _ when path.StartsWith("evaluation.", StringComparison.Ordinal) =>
            Set(spec.Evaluation, path, value) is { } evaluation ? spec with { Evaluation = evaluation } : null,
        _ when path.StartsWith("sampling.", StringComparison.Ordinal) =>
            Set(spec.Sampling, path, value) is { } sampling ? spec with { Sampling = sampling } : null,
        _ => null,
    };

    private static SmoothingSpec? Set(SmoothingSpec smoothing, string path, OverrideValue value) => path switch
    {
        "smoothing.amount" => smoothing with { Amount = value.Number },
        "smoothing.k" => smoothing with { K = value.Number },
        "smoothing.weight" => smoothing with { Weight = value.Number },
        "smoothing.discount" => smoothing with { Discount = value.Number },
        "smoothing.cut" => smoothing with { Cut = value.Count },
        "smoothing.backoff" => smoothing with { Backoff = value.Number },
        _ => null,
    };

    private static SplitSpec? Set(SplitSpec split, string path, OverrideValue value) => path switch
    {
        "split.train" => split with { Train = value.Number },
        "split.dev" => split with { Dev = value.Number },
        "split.test" => split with { Test = value.Number },
        "split.shuffle" => split with { Shuffle = value.Text == "python" ? SplitShuffle.Python : SplitShuffle.None },
        "split.seed" => split with { Seed = value.Integer },
        _ => null,
    };

    private static TrainingSpec? Set(TrainingSpec training, string path, OverrideValue value) => path switch
    {
        "training.memory" => training with { Memory = value.Count },
        "training.steps" => training with { Steps = value.Integer },
        "training.batch" => training with { Batch = value.Count },
        "training.accumulate" => training with { Accumulate = value.Count },
        "training.clip" => training with { Clip = value.Number },
        "training.threads" => training with { Threads = value.Count },
        "training.early-stopping.patience" =>
            training with { EarlyStopping = training.EarlyStopping with { Patience = value.Count } },
        "training.early-stopping.min-delta" =>
            training with { EarlyStopping = training.EarlyStopping with { MinDelta = value.Number } },
        "training.learning-rate" => training with { LearningRate = value.Schedule! },
        "training.seed" => training with { Seed = value.Integer },
        "training.checkpoint" => training with { Checkpoint = value.Integer },
        _ => Set(training.Optimizer, path, value) is { } optimizer ? training with { Optimizer = optimizer } : null,
    };

    private static OptimizerSpec? Set(OptimizerSpec optimizer, string path, OverrideValue value) => path switch
    {
        "training.optimizer.type" => optimizer with { Type = Enum.Parse<OptimizerType>(value.Text, ignoreCase: true) },
        "training.optimizer.momentum" => optimizer with { Momentum = value.Number },
        "training.optimizer.beta1" => optimizer with { Beta1 = value.Number },
        "training.optimizer.beta2" => optimizer with { Beta2 = value.Number },
        "training.optimizer.epsilon" => optimizer with { Epsilon = value.Number },
        _ => null,
    };

    private static RegularizationSpec? Set(RegularizationSpec regularization, string path, OverrideValue value) => path switch
    {
        "regularization.dropout" => regularization with { Dropout = value.Number },
        "regularization.l2" => regularization with { L2 = value.Number },
        "regularization.l2-reduction" => regularization with { L2Reduction = ReductionOf(value) },
        "regularization.l1" => regularization with { L1 = value.Number },
        "regularization.l1-reduction" => regularization with { L1Reduction = ReductionOf(value) },
        "regularization.weight-decay" => regularization with { WeightDecay = value.Number },
        "regularization.weight-decay-scope" =>
            regularization with { WeightDecayScope = value.Text == "weights" ? DecayScope.Weights : DecayScope.All },
        _ => null,
    };

    private static Reduction ReductionOf(OverrideValue value) => value.Text == "sum" ? Reduction.Sum : Reduction.Mean;

    private static EvaluationSpec? Set(EvaluationSpec evaluation, string path, OverrideValue value) => path switch
    {
        "evaluation.every" => evaluation with { Every = value.Integer },
        "evaluation.log" => evaluation with { Log = value.Integer },
        _ => null,
    };

    private static SamplingSpec? Set(SamplingSpec sampling, string path, OverrideValue value) => path switch
    {
        "sampling.count" => sampling with { Count = value.Count },
        "sampling.temperature" => sampling with { Temperature = value.Number },
        "sampling.top-k" => sampling with { TopK = value.Count },
        "sampling.length" => sampling with { Length = value.Count },
        "sampling.seed" => sampling with { Seed = value.Integer },
        _ => null,
    };
}
