using System.Collections.Immutable;
using Makemore.Format;
using Makemore.Runtime.Batches;
using Makemore.Runtime.Runs;
using Makemore.Runtime.Runs.Plans;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps.Spaces;

namespace Makemore.Runtime.Sweeps.Studies;

/// <summary>The runs of a point: one for each seed, within the budget of the sweep, measured where it prunes.</summary>
public static class TrialPlans
{
    /// <summary>The plans, in the order of their seeds.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="point">The point.</param>
    /// <param name="options">Where data are, which a budget of operations depends on.</param>
    /// <exception cref="MakemoreException">A value does not fit the experiment, or its data cannot be had.</exception>
    public static ImmutableArray<RunPlan> Of(Sweep sweep, SweepPoint point, RunnerOptions options)
    {
        var plan = Measured(sweep.Spec, WithinBudget(sweep.Spec.Budget, sweep.PlanOf(point), options));
        return
        [
            .. Enumerable.Range(0, sweep.Spec.Repeats).Select(repeat => repeat == 0 ? plan
                : Overrides.Apply(plan, [("training.seed", SpecText.Format(plan.Spec.Training.Seed + repeat))])),
        ];
    }

    /// <summary>The steps of a whole run; 0 for a counted model.</summary>
    public static long StepsOf(RunPlan plan) => IsTrained(plan) ? plan.Spec.Training.Steps : 0;

    private static bool IsTrained(RunPlan plan) => plan.Spec.Training.Backend != Backend.Ngram;

    private static RunPlan WithinBudget(BudgetSpec budget, RunPlan plan, RunnerOptions options) => !IsTrained(plan) ? plan
        : budget.Steps > 0 ? With(plan, "training.steps", budget.Steps)
        : budget.Seconds > 0 ? Overrides.Apply(plan, [("training.seconds", SpecText.Format(budget.Seconds))])
        : budget.Operations > 0 ? With(plan, "training.steps", StepsFor(budget.Operations, plan, options))
        : plan;

    private static long StepsFor(double operations, RunPlan plan, RunnerOptions options)
    {
        var corpus = RunInput.LoadCorpus(plan.Spec, options, tokenizer: null, CancellationToken.None);
        var graph = plan.Experiment.Graph(plan.Hyperparameters, plan.Spec.Context, corpus.Tokenizer.VocabularySize);
        var batch = plan.Spec.Training.Batch.Examples
            ?? Examples.ForTraining(corpus.Train, plan.Spec.Context, TrainingCost.IsWindowed(graph)).Count;
        var ofStep = TrainingCost.OperationsOfExample(graph) * batch * plan.Spec.Training.Accumulate;
        return Math.Max(1, (long)(operations / Math.Max(1, ofStep)));
    }

    // A dev loss at each rung; more of them do no harm, and an experiment that stops early counts them.
    private static RunPlan Measured(SweepSpec sweep, RunPlan plan) =>
        sweep.Prune.Type == PruneType.None || !IsTrained(plan)
            || (plan.Spec.Evaluation.Every > 0 && sweep.Prune.Every % plan.Spec.Evaluation.Every == 0)
            ? plan
            : With(plan, "evaluation.every", sweep.Prune.Every);

    private static RunPlan With(RunPlan plan, string key, long value) => Overrides.Apply(plan, [(key, SpecText.Format(value))]);
}
