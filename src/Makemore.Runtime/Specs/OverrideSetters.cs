namespace Makemore.Runtime.Specs;

/// <summary>Where each setting that may be changed stands in the records.</summary>
internal static class OverrideSetters
{
    /// <summary>The spec with another value, or null where the path has no setter.</summary>
    public static ExperimentSpec? Set(ExperimentSpec spec, string path, OverrideValue value) => path switch
    {
        "context" => spec with { Context = value.Count },
        _ when path.StartsWith("smoothing.", StringComparison.Ordinal) =>
            Set(spec.Smoothing, path, value) is { } smoothing ? spec with { Smoothing = smoothing } : null,
        "regularization.l2" => spec with { Regularization = spec.Regularization with { L2 = value.Number } },
        "regularization.l2-reduction" => spec with
        {
            Regularization = spec.Regularization with { L2Reduction = value.Text == "sum" ? Reduction.Sum : Reduction.Mean },
        },
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
        "training.optimizer" => training with { Optimizer = OptimizerType.Sgd },
        "training.learning-rate" => training with { LearningRate = value.Schedule! },
        "training.seed" => training with { Seed = value.Integer },
        "training.checkpoint" => training with { Checkpoint = value.Integer },
        _ => null,
    };

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
