namespace Makemore.Format;

/// <summary>
/// The table of a sweep's keys, those below <c>sweep</c>; what <see cref="SpecKeys"/> is for an experiment. What it is over
/// and its axes are no plain values and stand apart.
/// </summary>
internal static class SweepKeys
{
    /// <summary>The key at the top that makes a spec a sweep.</summary>
    public const string Section = "sweep";

    /// <summary>The key of the experiments.</summary>
    public const string Over = "over";

    /// <summary>The key of the axes.</summary>
    public const string Axes = "axes";

    private static readonly KeyCondition Halving = KeyCondition.Is("prune.type", "asha", "hyperband");
    private static readonly KeyCondition Pruned = KeyCondition.IsNot("prune.type", "none");

    /// <summary>The keys that hold others.</summary>
    public static IReadOnlyList<SpecSection> Sections { get; } =
    [
        new("search", "How the next point is chosen.") { Shorthand = ["type"] },
        new("objective", "What the points are ranked by.") { Shorthand = ["metric"] },
        new("budget", "What one run of a trial may cost; without it, what its experiment says.")
        {
            Alternatives = [["steps"], ["seconds"], ["operations"]],
        },
        new("prune", "Which trials are given up on the way.") { Shorthand = ["type"] },
    ];

    /// <summary>All keys with a plain value.</summary>
    public static IReadOnlyList<SpecKey> All { get; } =
    [
        new("search.type", ValueKind.Choice, "The method.")
        {
            Default = "grid",
            TypeName = "SearchType",
            Choices =
            [
                new("grid", "Every point of the grid, in order.") { Aliases = ["full"], Instead = "grid" },
                new("random", "Independent random points."),
                new("quasi-random", "The points of a scrambled Sobol sequence, which fill the space evenly (Owen, 1998).")
                {
                    Aliases = ["sobol", "qmc", "quasirandom"],
                    Instead = "quasi-random",
                },
                new("tpe", "Tree-structured Parzen estimators, which learn from the trials before (Bergstra et al., 2011).")
                {
                    Aliases = ["bayes", "bayesian"],
                    Instead = "tpe",
                },
            ],
        },
        new("search.startup", ValueKind.Integer, "The random points that TPE begins with.")
        {
            Default = "10",
            Minimum = 1,
            Maximum = int.MaxValue,
            AppliesWhere = [KeyCondition.Is("search.type", "tpe")],
            Advice = "Only TPE learns from its first points: remove the key, or write `search: { type: tpe, startup: 10 }`.",
        },
        new("objective.metric", ValueKind.Choice, "The figure.")
        {
            Default = "dev-loss",
            TypeName = "ObjectiveMetric",
            Choices =
            [
                new("train-loss", "The loss of the training split, in nats per token."),
                new("dev-loss", "The loss of the dev split, in nats per token.") { Aliases = ["val-loss"], Instead = "dev-loss" },
                new("test-loss", "The loss of the test split, in nats per token."),
                new("dev-bits-per-character",
                    "The dev loss in bits per character, by which models with different tokens can be compared."),
                new("parameters", "The number of trained numbers."),
                new("seconds", "The time that training took."),
            ],
        },
        new("objective.direction", ValueKind.Choice, "Which end of the scale is best.")
        {
            Default = "minimize",
            TypeName = "Direction",
            Choices =
            [
                new("minimize", "The least.") { Aliases = ["min"], Instead = "minimize" },
                new("maximize", "The greatest.") { Aliases = ["max"], Instead = "maximize" },
            ],
        },
        new("trials", ValueKind.Integer, "The number of trials; a grid without it is tried as a whole.")
        {
            Default = "0",
            Minimum = 1,
            Maximum = int.MaxValue,
        },
        new("budget.steps", ValueKind.Integer, "The steps of training.") { Default = "0", Minimum = 1, Maximum = 1e15 },
        new("budget.seconds", ValueKind.Number,
            "The seconds of training: `training.seconds`. The number of steps then depends on the machine.")
        {
            Default = "0",
            Minimum = 0,
            IsMinimumExcluded = true,
            Maximum = 1e9,
        },
        new("budget.operations", ValueKind.Number,
            "The floating-point operations of training: as many steps as fit, 6 for each number of a product and token " +
                "(Kaplan et al., 2020, arXiv:2001.08361).")
        {
            Default = "0",
            Minimum = 0,
            IsMinimumExcluded = true,
            Maximum = 1e30,
        },
        new("prune.type", ValueKind.Choice, "The rule.")
        {
            Default = "none",
            TypeName = "PruneType",
            Choices =
            [
                new("none", "No trial is given up."),
                new("median", "A trial whose best is worse than the median of the others at the same step (Golovin et al., 2017)."),
                new("asha", "Asynchronous successive halving: the best go on from rung to rung (Li et al., 2020, arXiv:1810.05934).")
                {
                    Aliases = ["successive-halving", "halving"],
                    Instead = "asha",
                },
                new("hyperband", "Several brackets of successive halving that begin at different rungs (Li et al., 2018, " +
                    "arXiv:1603.06560)."),
            ],
        },
        new("prune.every", ValueKind.Integer,
            "The steps before a trial is looked at for the first time; for median, also those between two looks. The dev loss " +
                "is measured then.")
        {
            Default = "1000",
            Minimum = 1,
            Maximum = 1e15,
            AppliesWhere = [Pruned],
            Advice = "Nothing is given up: write `prune: { type: asha, every: 1000 }`, or remove the key.",
        },
        new("prune.reduction", ValueKind.Integer,
            "One of how many trials goes on from a rung to the next, which has as many times the steps.")
        {
            Default = "4",
            Minimum = 2,
            Maximum = 1000,
            AppliesWhere = [Halving],
            Advice = "Only asha and hyperband have rungs: remove the key.",
        },
        new("prune.startup", ValueKind.Integer, "The trials that must have been finished before median gives up another.")
        {
            Default = "5",
            Minimum = 1,
            Maximum = int.MaxValue,
            AppliesWhere = [KeyCondition.Is("prune.type", "median")],
            Advice = "Only median waits for others to finish: remove the key.",
        },
        new("seed", ValueKind.Integer, "The seed of the search.") { Default = "42", Minimum = 0, Maximum = uint.MaxValue },
        new("repeats", ValueKind.Integer,
            "The runs of each point, each with a seed of its own; their mean is what the search sees.")
        {
            Default = "1",
            Minimum = 1,
            Maximum = 10_000,
        },
    ];

    /// <summary>The key with a path below <c>sweep</c>, or null.</summary>
    public static SpecKey? Find(string path) => All.FirstOrDefault(key => key.Path == path);
}
