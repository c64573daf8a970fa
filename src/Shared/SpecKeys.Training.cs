namespace Makemore.Format;

/// <content>The rows on training and on what is measured while it goes on.</content>
internal static partial class SpecKeys
{
    private const string NoCounting = "An n-gram model is counted: remove `backend`, or choose a neural model such as `model: bigram`.";

    private static IEnumerable<SpecKey> Training =>
    [
        new("training.backend", ValueKind.Choice, "What computes.")
        {
            Default = "auto",
            DefaultsWhere = [new(Counted, "ngram")],
            IsOverridable = false,
            TypeName = "Backend",
            Choices =
            [
                new("auto", "`simd` where it has a rule for every operation of the network, else `torch`; `show` says which.")
                {
                    AppliesWhere = Trained,
                    Advice = NoCounting,
                },
                new("ngram", "Counting.")
                {
                    AppliesWhere = Counted,
                    Advice = "It only counts: remove `backend`, or write `model: ngram`.",
                },
                new("simd", "The processor's vector units, with derivatives that are compiled.")
                {
                    AppliesWhere = Trained,
                    Advice = NoCounting,
                },
                new("torch", "libtorch.")
                {
                    AppliesWhere = Trained,
                    Advice = NoCounting,
                },
            ],
        },
        new("training.memory", ValueKind.Integer, "The memory, in MB, that counts may take; beyond, sorted runs go to disk.")
        {
            Default = "1024",
            Minimum = 1,
            Maximum = GreatestCount,
            AppliesWhere = [Counted, Estimated],
            Advice = "Only an n-gram model counts: remove the key.",
            ChangesNumbers = false,
        },
        Setting("training.steps", ValueKind.Integer, "The number of steps.", "10000") with { Minimum = 0, Maximum = 1e15 },
        Setting("training.seconds", ValueKind.Number, "The most seconds of training, which ends with the first step behind them, " +
            "so that the number of steps depends on the machine; 0 is no limit.", "0") with { Minimum = 0, Maximum = 1e9 },
        Setting("training.batch", ValueKind.Integer, "The number of examples in a step.", "32") with
        {
            TypeName = "BatchSize",
            Minimum = 1,
            Maximum = GreatestCount,
            Words = [new("full", "The whole training split.")],
        },
        Setting("training.accumulate", ValueKind.Integer, "The batches whose gradients make one step, so that a step " +
            "has `batch` * `accumulate` examples; `full` is cut into as many parts.", "1") with
        {
            Minimum = 1,
            Maximum = GreatestCount,
        },
        Setting("training.clip", ValueKind.Number, "The greatest norm of all gradients together: longer ones are " +
            "shortened to it; 0 is none.", "0") with { Minimum = 0, Maximum = GreatestReal },
        Setting("training.learning-rate", ValueKind.Schedule, "The learning rate: a number, a mapping from steps to " +
            "numbers, each of which holds from its step on, or a curve.", "0.1") with
        {
            Minimum = 0,
            Maximum = GreatestReal,
        },
        Setting("training.seed", ValueKind.Integer,
            "The seed of the one generator that draws weights, batches and masks.", "2147483647") with
        {
            Minimum = 0,
            Maximum = GreatestSeed,
        },
        Setting("training.checkpoint", ValueKind.Integer, "A checkpoint is written every so many steps; 0 is never.",
            "10000") with { Minimum = 0, Maximum = 1e15, ChangesNumbers = false },
        Setting("training.threads", ValueKind.Integer, "The threads of libtorch. Small networks are faster with one; " +
            "sums in another order may change the last bits. On `simd`, large batches take the processors that are there, with the same bits.", "1") with
        {
            Minimum = 1,
            Maximum = 1024,
        },
        Setting("training.optimizer.type", ValueKind.Choice, "The rule.", "sgd") with
        {
            TypeName = "OptimizerType",
            Choices =
            [
                new("sgd", "Stochastic gradient descent."),
                new("momentum", "SGD with momentum (Polyak, 1964).")
                {
                    Aliases = ["sgd-momentum"],
                    Instead = "{ type: momentum, momentum: 0.9 }",
                },
                new("nesterov", "SGD with Nesterov's momentum (Sutskever et al., 2013)."),
                new("adam", "Adam (Kingma and Ba, 2015, arXiv:1412.6980)."),
                new("adamw", "Adam with decoupled weight decay (Loshchilov and Hutter, 2019, arXiv:1711.05101).")
                {
                    Aliases = ["adam-w"],
                    Instead = "adamw",
                },
                new("lion", "The sign of an average of gradients (Chen et al., 2023, arXiv:2302.06675)."),
            ],
        },
        Setting("training.optimizer.momentum", ValueKind.Number, "The share of the last change that stays.", "0.9") with
        {
            Minimum = 0,
            Maximum = 1,
            AppliesWhere = [KeyCondition.Is("training.optimizer.type", "momentum", "nesterov")],
            Advice = "Write `optimizer: { type: momentum, momentum: 0.9 }`, or remove the key.",
        },
        Beta("training.optimizer.beta1", "The share of the old in the average of the gradients.", "0.9"),
        Beta("training.optimizer.beta2", "The share of the old in the average of the squares of the gradients; for " +
            "lion, in the average that it remembers.", "0.999") with
        {
            DefaultsWhere = [new(KeyCondition.Is("training.optimizer.type", "lion"), "0.99")],
        },
        Setting("training.optimizer.epsilon", ValueKind.Number, "Added to the root that the step is divided by.", "1e-8") with
        {
            Minimum = 0,
            AppliesWhere = [KeyCondition.Is("training.optimizer.type", "adam", "adamw")],
            Advice = "Write `optimizer: { type: adamw, epsilon: 1e-8 }`, or remove the key.",
        },
        Setting("training.early-stopping.patience", ValueKind.Integer, "The training ends after so many measurements " +
            "of the dev loss in a row without a lower one; 0 is never.", "0") with
        {
            Minimum = 0,
            Maximum = GreatestCount,
        },
        Setting("training.early-stopping.min-delta", ValueKind.Number,
            "By how much a dev loss must be lower than the lowest to count.", "0") with
        {
            Minimum = 0,
            AppliesWhere = [Trained, KeyCondition.IsNot("training.early-stopping.patience", "0")],
            Advice = "Write `early-stopping: { patience: 5, min-delta: 0.001 }`, or remove the key.",
        },
        Setting("evaluation.every", ValueKind.Integer, "The dev loss is measured every so many steps; 0 is only " +
            "at the end.", "0") with { Minimum = 0, Maximum = 1e15 },
        Setting("evaluation.log", ValueKind.Integer, "The batch loss is recorded every so many steps.",
            "1000") with { Minimum = 1, Maximum = 1e15, ChangesNumbers = false },
        Setting("diagnostics.every", ValueKind.Integer, "The network is looked into at the first step, at the last, and every so many " +
            "steps; 0 is never. `diagnostics: every 1000` says it in a word. Networks on libtorch are trained without.", "0") with
        {
            Minimum = 0,
            Maximum = 1e15,
            ChangesNumbers = false,
        },
    ];

    private static SpecKey Beta(string path, string summary, string share) => Setting(path, ValueKind.Number, summary, share) with
    {
        Minimum = 0,
        Maximum = 1,
        AppliesWhere = [KeyCondition.Is("training.optimizer.type", "adam", "adamw", "lion")],
        Advice = "Write `optimizer: { type: adamw, beta2: 0.99 }`, or remove the key.",
    };
}
