namespace Makemore.Runtime.Specs;

/// <summary>How a sweep searches: all that its spec says beside the experiments and the axes.</summary>
public sealed record SweepSpec
{
    /// <summary>The path of the spec below the project without its ending, such as <c>sweeps/mlp-size</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on the sweep.</summary>
    public string Description { get; init; } = "";

    /// <summary>How the next point is chosen.</summary>
    public SearchSpec Search { get; init; } = new();

    /// <summary>What the points are ranked by.</summary>
    public ObjectiveSpec Objective { get; init; } = new();

    /// <summary>The number of trials; 0 is the whole grid.</summary>
    public int Trials { get; init; }

    /// <summary>What one run of a trial may cost.</summary>
    public BudgetSpec Budget { get; init; } = new();

    /// <summary>Which trials are given up on the way.</summary>
    public PruneSpec Prune { get; init; } = new();

    /// <summary>The seed of the search.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>The runs of each point, each with a seed of its own: that of the experiment, and those that follow.</summary>
    public int Repeats { get; init; } = 1;
}

/// <summary>How the next point is chosen.</summary>
public sealed record SearchSpec
{
    /// <summary>The method.</summary>
    public SearchType Type { get; init; } = SearchType.Grid;

    /// <summary>The random points that TPE begins with.</summary>
    public int Startup { get; init; } = 10;
}

/// <summary>A method of search.</summary>
public enum SearchType
{
    /// <summary>Every point of the grid, in order.</summary>
    Grid,

    /// <summary>Independent random points.</summary>
    Random,

    /// <summary>The points of a scrambled Sobol sequence, which fill the space evenly (Owen, 1998).</summary>
    QuasiRandom,

    /// <summary>Tree-structured Parzen estimators (Bergstra et al., 2011).</summary>
    Tpe,
}

/// <summary>What the points are ranked by.</summary>
public sealed record ObjectiveSpec
{
    /// <summary>The figure.</summary>
    public ObjectiveMetric Metric { get; init; } = ObjectiveMetric.DevLoss;

    /// <summary>Whether the least is best, or the greatest.</summary>
    public Direction Direction { get; init; } = Direction.Minimize;
}

/// <summary>A figure of a finished run.</summary>
public enum ObjectiveMetric
{
    /// <summary>The loss of the training split, in nats per token.</summary>
    TrainLoss,

    /// <summary>The loss of the dev split, in nats per token.</summary>
    DevLoss,

    /// <summary>The loss of the test split, in nats per token.</summary>
    TestLoss,

    /// <summary>The dev loss in bits per character, by which models with different tokens can be compared.</summary>
    DevBitsPerCharacter,

    /// <summary>The number of trained numbers.</summary>
    Parameters,

    /// <summary>The time that training took.</summary>
    Seconds,
}

/// <summary>Which end of the scale is best.</summary>
public enum Direction
{
    /// <summary>The least.</summary>
    Minimize,

    /// <summary>The greatest.</summary>
    Maximize,
}

/// <summary>What one run of a trial may cost; 0 is what its experiment says.</summary>
public sealed record BudgetSpec
{
    /// <summary>The steps of training.</summary>
    public long Steps { get; init; }

    /// <summary>The seconds of training.</summary>
    public double Seconds { get; init; }

    /// <summary>The floating-point operations of training: as many steps as fit.</summary>
    public double Operations { get; init; }
}

/// <summary>Which trials are given up on the way.</summary>
public sealed record PruneSpec
{
    /// <summary>The rule.</summary>
    public PruneType Type { get; init; } = PruneType.None;

    /// <summary>The steps before a trial is looked at for the first time; for median, also those between two looks.</summary>
    public long Every { get; init; } = 1000;

    /// <summary>One of how many trials goes on from a rung to the next, which has as many times the steps.</summary>
    public int Reduction { get; init; } = 4;

    /// <summary>The trials that must have been finished before median gives up another.</summary>
    public int Startup { get; init; } = 5;
}

/// <summary>A rule to give up trials.</summary>
public enum PruneType
{
    /// <summary>No trial is given up.</summary>
    None,

    /// <summary>A trial whose best is worse than the median of the others at the same step (Golovin et al., 2017).</summary>
    Median,

    /// <summary>Asynchronous successive halving: the best go on from rung to rung (Li et al., 2020).</summary>
    Asha,

    /// <summary>Several brackets of successive halving that begin at different rungs (Li et al., 2018).</summary>
    Hyperband,
}
