using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;
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
    /// <param name="isWindowed">Whether an example is a window of exactly the context.</param>
    /// <param name="invocation">The call.</param>
    public static MemoryReport Of(RunPlan plan, int vocabulary, bool isWindowed, Invocation invocation)
    {
        var (spec, experiment) = (plan.Spec, plan.Experiment);
        var batch = spec.Training.Batch.Examples ?? CountExamples(plan, isWindowed, invocation);
        // The parts of a batch are as even as can be.
        var training = SizesOf((batch + spec.Training.Accumulate - 1) / spec.Training.Accumulate);
        var evaluation = SizesOf(Math.Max(1, Examples.TokensAtOnce(vocabulary) / Math.Max(1, spec.Context)));
        return new(Report(training, experiment.TrainingMemory(training)), Report(evaluation, experiment.EvaluationMemory(evaluation)));

        MemorySizes SizesOf(int examples) => new(plan.Hyperparameters, spec.Context, vocabulary, examples, spec.Context);
    }

    // A step on the full batch sees the whole split.
    private static int CountExamples(RunPlan plan, bool isWindowed, Invocation invocation) => Examples.ForTraining(
        RunInput.LoadCorpus(plan.Spec, invocation.RunnerOptions, null, invocation.Surroundings.Cancellation).Train, plan.Spec.Context, isWindowed).Count;

    private static MemoryUseReport Report(MemorySizes sizes, IEnumerable<MemorySlot> slots) =>
        new(sizes.Batch, sizes.Time, [.. slots.Select(slot => new MemorySlotReport(slot.Tensors))]);
}
