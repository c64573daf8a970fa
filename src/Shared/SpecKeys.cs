namespace Makemore.Format;

/// <summary>
/// The one table of the format. The binder, the JSON Schema, the reference page and the options of the command line are
/// made from it, in its order. A condition refers to earlier rows or to <c>model.type</c> only.
/// </summary>
internal static partial class SpecKeys
{
    private const double GreatestCount = int.MaxValue;
    private const double GreatestSeed = uint.MaxValue;

    // Networks compute in single precision, whose range ends at 3.4e38.
    private const double GreatestReal = 1e30;
    private const string NotForCounting = "An n-gram model is counted in one pass and has no such setting: remove the key.";

    private static readonly KeyCondition Counted = KeyCondition.Is("model.type", "ngram");
    private static readonly KeyCondition Trained = KeyCondition.IsNot("model.type", "ngram");
    private static readonly KeyCondition Divided = KeyCondition.IsAbsent("dataset.train");
    private static readonly KeyCondition Estimated = KeyCondition.IsAbsent("arpa");
    private static readonly KeyCondition Measured = KeyCondition.IsNot("smoothing.type", "stupid-backoff");
    private static readonly KeyCondition Lines = KeyCondition.Is("dataset.unit", "line");

    /// <summary>The keys that hold others.</summary>
    public static IReadOnlyList<SpecSection> Sections { get; } =
    [
        new("dataset", "Where the text comes from: a known name, a path, an address with its SHA-256, or ready-made files.")
        {
            Shorthand = ["name", "path"],
            Alternatives = [["name"], ["path"], ["url", "sha256"], ["train", "dev", "test"]],
        },
        new("split", "How the text is divided into train, dev and test.")
        {
            Words = [new("none", "Everything trains, in the order of the file.",
                [("train", "1"), ("dev", "0"), ("test", "0"), ("shuffle", "none")])],
        },
        new("tokenizer", "How text becomes tokens.") { Shorthand = ["type"] },
        new("smoothing", "How the probability of the unseen is estimated.") { Shorthand = ["type"] },
        new("regularization", "What keeps the weights small."),
        new("training", "How the model is trained."),
        new("training.optimizer", "The rule that changes the weights. Its formulas are PyTorch's.") { Shorthand = ["type"] },
        new("training.early-stopping", "Ends the training when the dev loss no longer falls, and keeps the weights " +
            "of the lowest; it needs `evaluation.every`.")
        {
            Shorthand = ["patience"],
        },
        new("evaluation", "What is measured while the model trains."),
        new("diagnostics", "What is seen inside of a network while it trains: its activations, gradients and updates, with findings.")
        {
            Shorthand = ["every"],
            IsSentence = true,
        },
        new("sampling", "What is sampled when the model is trained."),
        new("expect", "The figures that `check` and the tests hold the run to."),
    ];

    /// <summary>All keys with a value, in the order of the canonical text.</summary>
    public static IReadOnlyList<SpecKey> All { get; } =
    [
        new("description", ValueKind.Text, "One sentence on the experiment.")
        {
            IsOverridable = false,
            IsInherited = false,
            ChangesNumbers = false,
        },
        new("extends", ValueKind.Path, "Another spec, relative to this one, whose values hold where this one is silent.")
        {
            IsOverridable = false,
            IsInherited = false,
            ChangesNumbers = false,
        },
        new("arpa", ValueKind.Path, "A model of n-grams to load instead of counting one, relative to the project's " +
            "folder; it needs no dataset.")
        {
            IsOverridable = false,
            ChangesNumbers = false,
            AppliesWhere = [Counted],
            Advice = "An ARPA file holds n-grams: write `model: ngram`, or remove the key.",
        },
        .. Data,
        new("context", ValueKind.Integer, "The number of tokens that the model sees.")
        {
            Default = "1",
            Minimum = 0,
            Maximum = GreatestCount,
            MinimumWhere = new(Trained, 1, "Only `model: ngram` can do without a context."),
            AppliesWhere = [Estimated],
            Advice = "The file says how long its n-grams are: remove the key.",
        },
        new("model", ValueKind.Model, "A preset with its arguments, `ngram`, or a program in the model language.")
        {
            IsOverridable = false,
        },
        .. Estimation,
        .. Training,
        .. Results,
    ];

    /// <summary>The key with a path, or null.</summary>
    public static SpecKey? Find(string path) => All.FirstOrDefault(key => key.Path == path);

    /// <summary>The section with a path, or null.</summary>
    public static SpecSection? FindSection(string path) => Sections.FirstOrDefault(section => section.Path == path);

    /// <summary>The names of the keys in a section, or at the top where it is empty.</summary>
    public static IEnumerable<string> NamesIn(string section)
    {
        var prefix = section.Length == 0 ? "" : section + ".";
        return All
            .Where(key => key.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key.Path.Substring(prefix.Length).Split('.')[0])
            .Distinct();
    }

    /// <summary>The key whose words may stand around a number, as in <c>l2: { sum: 0.01 }</c>, or null.</summary>
    public static SpecKey? ReductionOf(SpecKey key) => Find(key.Path + "-reduction");

    /// <summary>
    /// The paths of the keys that stand for the same thing as a key in another way, such as the sources of a dataset.
    /// </summary>
    public static IEnumerable<string> AlternativesTo(SpecKey key)
    {
        var groups = FindSection(key.Section)?.Alternatives ?? [];
        return groups.Any(group => group.Contains(key.Name))
            ? groups.Where(group => !group.Contains(key.Name)).SelectMany(group => group).Select(name => $"{key.Section}.{name}")
            : [];
    }

    // Where the data lie is of no effect: the hash of a run has that of the data themselves.
    private static IEnumerable<SpecKey> Sources => ((IEnumerable<SpecKey>)
    [
        new("dataset.name", ValueKind.Choice, "A known dataset.")
        {
            DefaultsWhere = [new(Estimated, "given-names")],
            IsOverridable = false,
            Choices =
            [
                new("given-names", "About 10,000 given names of many languages, embedded: no network is needed."),
                new("names", "32,033 names, the data of the makemore lectures."),
                new("tinyshakespeare", "1.1 MB of Shakespeare's plays, as one running text."),
            ],
        },
        new("dataset.path", ValueKind.Path, "A file, relative to the project's folder.") { IsOverridable = false },
        new("dataset.url", ValueKind.Address, "An address to download from once.") { IsOverridable = false },
        new("dataset.sha256", ValueKind.Digest, "The SHA-256 of the file at the address.") { IsOverridable = false },
        new("dataset.train", ValueKind.Path,
            "A ready-made training file, relative to the project's folder.") { IsOverridable = false },
        new("dataset.dev", ValueKind.Path, "A ready-made dev file.") { IsOverridable = false },
        new("dataset.test", ValueKind.Path, "A ready-made test file.") { IsOverridable = false },
    ]).Select(key => key with { ChangesNumbers = false });

    private static IEnumerable<SpecKey> Data =>
    [
        .. Sources,
        new("dataset.unit", ValueKind.Choice, "What one document is.")
        {
            Default = "line",
            DefaultsWhere = [new(KeyCondition.Is("dataset.name", "tinyshakespeare"), "text")],
            IsOverridable = false,
            TypeName = "DatasetUnit",
            Choices = [new("line", "Each line, with a boundary on both ends."),
                new("text", "The whole file, without boundaries.")],
        },
        Share("split.train", "The share that trains.", "0.8") with { IsMinimumExcluded = true },
        Share("split.dev", "The share that chooses between models.", "0.1"),
        Share("split.test", "The share that is looked at last.", "0.1"),
        new("split.shuffle", ValueKind.Choice, "How lines are shuffled before they are divided.")
        {
            Default = "python",
            DefaultsWhere = [new(KeyCondition.Is("dataset.unit", "text"), "none")],
            AppliesWhere = [Divided],
            TypeName = "SplitShuffle",
            Choices =
            [
                new("none", "In the order of the file."),
                new("python", "As `random.seed(seed); random.shuffle(lines)` does in Python.")
                {
                    AppliesWhere = Lines,
                    Advice = "A running text has no lines to shuffle: write `none`, or remove the key.",
                },
            ],
        },
        Seed("split.seed", "The seed of the shuffle.", "42") with
        {
            AppliesWhere = [KeyCondition.Is("split.shuffle", "python")],
        },
        new("tokenizer.type", ValueKind.Choice, "The kind of token.")
        {
            Default = "char",
            IsOverridable = false,
            TypeName = "TokenizerType",
            Choices =
            [
                new("char", "A Unicode scalar value."),
                new("byte", "A byte of UTF-8."),
                new("word", "A frequent word of the training split with the space before it; other words are spelled in bytes."),
                new("bpe", "Byte-pair encoding: bytes of UTF-8, merged where they are frequent neighbours in the " +
                    "training split."),
            ],
        },
        new("tokenizer.alphabet", ValueKind.Alphabet,
            "The characters, in the order of their tokens; those of the data, sorted, where it is left out.")
        {
            IsOverridable = false,
            AppliesWhere = [KeyCondition.Is("tokenizer.type", "char")],
            Advice = "Other tokens than characters are made of all bytes: remove the key, or write `type: char`.",
        },
        new("tokenizer.vocabulary", ValueKind.Integer, "The number of tokens, with the 256 bytes and the boundary of " +
            "lines; exactly so many, or the run says how many the training split gives.")
        {
            Default = "512",
            DefaultsWhere = [new(KeyCondition.Is("tokenizer.type", "word"), "5000")],
            Minimum = 257,
            Maximum = 1_000_000,
            AppliesWhere = [KeyCondition.Is("tokenizer.type", "word", "bpe")],
            Advice = "The characters or bytes are the vocabulary: remove the key, or write `type: bpe`.",
        },
    ];

    private static IEnumerable<SpecKey> Estimation =>
    [
        .. SmoothingKeys,
        Penalty("regularization.l2", "The factor of the penalty on the squares of the weights; 0 is none."),
        ReductionOf("regularization.l2", "Whether the squares are averaged or summed; `l2: { sum: 0.01 }` says both at once."),
        Penalty("regularization.l1", "The factor of the penalty on the absolute values of the weights; 0 is none."),
        ReductionOf("regularization.l1",
            "Whether the absolute values are averaged or summed; `l1: { sum: 0.01 }` says both at once."),
        new("regularization.dropout", ValueKind.Number,
            "The share of the units that `dropout` in a program, and every preset but `bigram`, drops in training.")
        {
            Default = "0",
            Minimum = 0,
            Maximum = 1,
            AppliesWhere = [Trained],
            Advice = "An n-gram model has no units to drop: remove the key.",
        },
        Penalty(
            "regularization.weight-decay",
            "The optimizer's weight decay; 0 is none. adamw and lion take rate * decay of each parameter away, the " +
                "others add decay * parameter to its gradient, as in PyTorch."),
        new("regularization.weight-decay-scope", ValueKind.Choice,
            "What decays; PyTorch's optimizers, and makemore.py with them, decay everything.")
        {
            Default = "all",
            TypeName = "DecayScope",
            AppliesWhere = [Trained],
            Advice = NotForCounting,
            Choices = [new("all", "All parameters."), new("weights", "Weights only: no biases, gains and shifts.")],
        },
    ];

    private static SpecKey Share(string path, string summary, string share) => new(path, ValueKind.Number, summary)
    {
        Default = share,
        Minimum = 0,
        Maximum = 1,
        AppliesWhere = [Divided],
        Advice = "The files are divided already: remove the key.",
    };

    private static SpecKey Seed(string path, string summary, string seed) => new(path, ValueKind.Integer, summary)
    {
        Default = seed,
        Minimum = 0,
        Maximum = GreatestSeed,
    };

    private static SpecKey Penalty(string path, string summary) => new(path, ValueKind.Number, summary)
    {
        Default = "0",
        Minimum = 0,
        Maximum = GreatestReal,
        AppliesWhere = [Trained],
        Advice = "An n-gram model has no weights; `smoothing: add-k` is what smooths it.",
    };

    private static SpecKey ReductionOf(string path, string summary) => new(path + "-reduction", ValueKind.Choice, summary)
    {
        Default = "mean",
        TypeName = "Reduction",
        AppliesWhere = [KeyCondition.IsNot(path, "")],
        Choices = [new("mean", "Their mean."), new("sum", "Their sum.")],
    };

    private static SpecKey Setting(string path, ValueKind kind, string summary, string value) => new(path, kind, summary)
    {
        Default = value,
        AppliesWhere = [Trained],
        Advice = NotForCounting,
    };
}
