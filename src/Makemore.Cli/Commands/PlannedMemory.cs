using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
using Makemore.Runtime.Numerics;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;

namespace Makemore.Cli.Commands;

/// <summary>The memory that the compiler has planned for an experiment, for the batches of a run.</summary>
internal static class PlannedMemory
{
    /// <summary>Makes sure that there is a plan.</summary>
    /// <exception cref="MakemoreException">The backend does not plan.</exception>
    public static void Require(RunPlan plan)
    {
        if (plan.Experiment.Rewriting is null)
        {
            throw new MakemoreException(
                "--memory is for experiments whose memory is planned when they are compiled, those with `backend: simd`; "
                + $"the backend of '{plan.Name}' is {plan.Experiment.Numerics.Backend}.");
        }
    }

    /// <summary>The plan in numbers.</summary>
    /// <param name="plan">The experiment with its settings.</param>
    /// <param name="vocabulary">The number of tokens in the vocabulary.</param>
    /// <param name="invocation">The call.</param>
    public static MemoryReport Of(RunPlan plan, int vocabulary, Invocation invocation)
    {
        var (spec, experiment) = (plan.Spec, plan.Experiment);
        using var model = experiment.CreateModel(spec, plan.Hyperparameters, vocabulary, boundary: null, new TorchGenerator(spec.Training.Seed));
        var parallel = model as IParallelModel;
        if (parallel is not null)
        {
            parallel.Threads = invocation.RunnerOptions.Threads;
        }

        var cut = Cut(plan, model, invocation);
        var training = SizesOf(cut.Examples);
        var evaluation = SizesOf(Math.Max(1, Examples.TokensAtOnce(vocabulary) / Math.Max(1, spec.Context)));
        var sampling = SizesOf(1);
        return new(
            Report(training, experiment.TrainingMemory(training)) with
            {
                Slices = cut.Count,
                AtOnce = cut.AtOnce,
                AreDistinct = cut.AreDistinct,
                Derivatives = cut.Derivatives,
            },
            Report(evaluation, experiment.EvaluationMemory(evaluation)) with { AtOnce = parallel?.Threads ?? 1 },
            experiment.ContinuationMemory(sampling) is { IsEmpty: false } slots ? Report(sampling, slots) : null);

        MemorySizes SizesOf(int examples) => new(plan.Hyperparameters, spec.Context, vocabulary, examples, spec.Context);
    }

    // A step on the full batch sees the whole split, else all batches that make a step.
    private static StepSlices Cut(RunPlan plan, ILanguageModel model, Invocation invocation)
    {
        var (batch, context) = (plan.Spec.Training.Batch, plan.Spec.Context);
        var examples = batch.IsFull ? Examples.ForTraining(
            RunInput.LoadCorpus(plan.Spec, invocation.RunnerOptions, null, invocation.Surroundings.Cancellation).Train, context, model.IsWindowed) : null;
        var count = examples?.Count ?? checked(batch.Examples!.Value * plan.Spec.Training.Accumulate);
        var cut = (model as IParallelModel)?.SlicesOf(count, context) ?? StepSlices.Whole(count);
        return cut.AreDistinct && examples is not null ? cut with { Examples = DistinctWindows.Of(examples.All()).Targets.Length } : cut;
    }

    private static MemoryUseReport Report(MemorySizes sizes, IEnumerable<MemorySlot> slots) =>
        new(sizes.Batch, sizes.Time, [.. slots.Select(slot => new MemorySlotReport(slot.Tensors))]);
}
