using System.Collections.Immutable;
using Makemore.Runtime.Specs;
using Makemore.Runtime.Sweeps;
using Makemore.Runtime.Sweeps.Spaces;
using Makemore.Runtime.Tests.Models;
using Makemore.Runtime.Tests.Runs;

namespace Makemore.Runtime.Tests.Sweeps.Studies;

/// <summary>A sweep over a neural bigram in plain C#, whose checkpoints hold more than its weights.</summary>
internal sealed class TestSweep(SweepSpec spec, params ImmutableArray<Axis> axes) : Sweep
{
    public static Axis Rates { get; } = new("training.learning-rate", new AxisDomain.Reals(0.001, 1, IsLogarithmic: true));

    public static Axis Batches { get; } = new("training.batch", new AxisDomain.Integers(1, 8, IsLogarithmic: true));

    public override SweepSpec Spec => spec;

    public override SearchSpace Space { get; } = new(axes);

    public override ImmutableArray<SweptNetwork> Networks => [new(new SoftmaxExperiment(ExperimentSpec))];

    public ExperimentSpec ExperimentSpec { get; init; } = TestRuns.Spec with
    {
        Name = "softmax",
        Training = TestRuns.Spec.Training with { Steps = 640, Checkpoint = 16 },
        Evaluation = new() { Log = 100 },
    };

    /// <summary>A sweep that learns from its trials, over rate and batch.</summary>
    public static TestSweep Of(PruneType prune, int trials = 40, int repeats = 1) => new(
        new()
        {
            Name = "sweeps/softmax",
            Search = new() { Type = SearchType.Tpe, Startup = 5 },
            Trials = trials,
            Prune = new() { Type = prune, Every = 40, Reduction = 4, Startup = 3 },
            Seed = 7,
            Repeats = repeats,
        },
        Rates,
        Batches);
}
