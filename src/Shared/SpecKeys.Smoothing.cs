namespace Makemore.Format;

/// <summary>The keys below <c>smoothing</c>: the methods, and the parameters of each.</summary>
internal static partial class SpecKeys
{
    private const string SmoothingParameter = "SmoothingParameter";

    private static NumberWord Fit => new("fit", "The one that gives the dev split the least loss.");

    private static IEnumerable<SpecKey> SmoothingKeys =>
    [
        new("smoothing.type", ValueKind.Choice, "The method.")
        {
            Default = "none",
            AppliesWhere = [Estimated],
            Advice = "The file's probabilities are smoothed already: remove the key.",
            TypeName = "SmoothingType",
            Choices =
            [
                new("none", "Relative frequencies."),
                Smoothing("add-k", "A constant added to each count.") with
                {
                    Aliases = ["add-1", "add-one"],
                    Instead = "{ type: add-k, k: 1 }",
                },
                Smoothing("lidstone", "Add-k under the name of its author."),
                Smoothing("laplace", "1 added to each count."),
                Smoothing("jelinek-mercer", "Interpolation of all orders, with fixed weights or with weights fitted on dev.") with
                {
                    Aliases = ["interpolated", "interpolation"],
                    Instead = "jelinek-mercer",
                },
                Smoothing("witten-bell", "Interpolation by the number of different tokens that followed a context."),
                Smoothing("absolute-discounting", "A constant taken from each count, and given to the shorter context."),
                Smoothing("kneser-ney",
                    "Absolute discounting, with shorter n-grams counted by what stands before them; interpolated."),
                Smoothing("modified-kneser-ney", "Kneser-Ney with discounts for the counts 1, 2, and 3 or more, as " +
                    "KenLM estimates it; interpolated.") with
                {
                    Aliases = ["kenlm"],
                    Instead = "modified-kneser-ney",
                },
                Smoothing("katz", "Good-Turing discounts and back-off.") with { Aliases = ["good-turing"], Instead = "katz" },
                Smoothing("stupid-backoff", "Relative frequencies and back-off by a constant: scores without a loss."),
                new("label", "Label smoothing: a neural model trains towards 1 - amount of the target and amount / V "
                    + "of each of the V tokens. A model that learns a context by heart, which came N times, then ends "
                    + "where add-k with k = N / V * amount / (1 - amount) ends: add-k gives the unseen less the more "
                    + "was seen, label smoothing always the same. Only the loss of training batches has it; splits are "
                    + "measured without.")
                {
                    AppliesWhere = Trained,
                    Advice = "An n-gram model has no targets to smooth; `smoothing: { type: add-k, k: 1 }` is what " +
                        "smooths its counts.",
                    Aliases = ["label-smoothing"],
                    Instead = "{ type: label, amount: 0.1 }",
                },
            ],
        },
        Estimator("smoothing.k", ValueKind.Number, "What is added to each count.", "1", ["add-k", "lidstone"]) with
        {
            TypeName = SmoothingParameter,
            Minimum = 0,
            Words = [Fit],
            Advice = "Write `smoothing: { type: add-k, k: 1 }`, or remove the key.",
        },
        Estimator("smoothing.weight", ValueKind.Number, "The weight of each order over the shorter ones; fitted, " +
            "each order has its own.", "fit", ["jelinek-mercer"]) with
        {
            TypeName = SmoothingParameter,
            Minimum = 0,
            Maximum = 1,
            Words = [Fit],
        },
        Estimator("smoothing.discount", ValueKind.Number, "What is taken from each count, the same for all orders.",
            "estimate", ["absolute-discounting", "kneser-ney"]) with
        {
            TypeName = SmoothingParameter,
            Minimum = 0,
            Maximum = 1,
            Words = [new("estimate", "For each order, from its counts of counts."), Fit],
        },
        Estimator("smoothing.cut", ValueKind.Integer, "The greatest count that is discounted.", "5",
            ["katz"]) with { Minimum = 1, Maximum = 1000 },
        Estimator("smoothing.backoff", ValueKind.Number, "The factor for each token that a context is shortened by.",
            "0.4", ["stupid-backoff"]) with
        {
            Minimum = 0,
            Maximum = 1,
            IsMinimumExcluded = true,
        },
        new("smoothing.amount", ValueKind.Number, "The share of the target that label smoothing spreads over all tokens.")
        {
            Default = "0.1",
            Minimum = 0,
            Maximum = 1,
            AppliesWhere = [KeyCondition.Is("smoothing.type", "label")],
            Advice = "Write `smoothing: { type: label, amount: 0.1 }`, or remove the key.",
        },
    ];

    private static Choice Smoothing(string word, string summary) => new(word, summary)
    {
        AppliesWhere = Counted,
        Advice = "A neural model has no counts; `smoothing: { type: label, amount: 0.1 }` is what smooths its targets.",
    };

    private static SpecKey Estimator(string path, ValueKind kind, string summary, string value, string[] methods) =>
        new(path, kind, summary)
        {
            Default = value,
            AppliesWhere = [KeyCondition.Is("smoothing.type", methods)],
            Advice = "The method has no such parameter: remove the key.",
        };
}
