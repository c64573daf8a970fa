namespace Makemore.Format;

/// <summary>The keys of what a run gives: <c>sampling</c> and <c>expect</c>.</summary>
internal static partial class SpecKeys
{
    private static IEnumerable<SpecKey> Results => ((IEnumerable<SpecKey>)
    [
        new("sampling.count", ValueKind.Integer, "The number of samples.")
        {
            Default = "10",
            Minimum = 0,
            Maximum = GreatestCount,
        },
        new("sampling.temperature", ValueKind.Number, "What the logits are divided by; below 1 is bolder towards the likely.")
        {
            Default = "1",
            Minimum = 0,
            IsMinimumExcluded = true,
        },
        new("sampling.top-k", ValueKind.Integer,
            "Only so many of the likeliest tokens are drawn from; 0 is all.")
        {
            Default = "0",
            Minimum = 0,
            Maximum = GreatestCount,
        },
        new("sampling.top-p", ValueKind.Number,
            "Only the likeliest tokens that have this much of the probability together are drawn from; 1 is all.")
        {
            Default = "1",
            Minimum = 0,
            IsMinimumExcluded = true,
            Maximum = 1,
        },
        new("sampling.repetition-penalty", ValueKind.Number,
            "What the logarithm of the probability is multiplied by of a token that the sample has already; 1 is no penalty.")
        {
            Default = "1",
            Minimum = 0,
            IsMinimumExcluded = true,
        },
        new("sampling.length", ValueKind.Integer, "The most tokens of one sample.")
        {
            Default = "500",
            Minimum = 1,
            Maximum = GreatestCount,
        },
        Seed("sampling.seed", "The seed of the samples.", "2147483647"),
        Loss("expect.train-loss", "The loss of the training split, in nats per token."),
        Loss("expect.dev-loss", "The loss of the dev split, in nats per token."),
        Loss("expect.test-loss", "The loss of the test split, in nats per token."),
        Figure("expect.parameters", "The number of trained numbers; it needs no tolerance."),
        Figure("expect.loss", "The losses of training batches by step.") with
        {
            Kind = ValueKind.StepExpectations,
            AppliesWhere = [Trained],
            Advice = "An n-gram model has no steps: promise `train-loss`, `dev-loss` or `test-loss`.",
        },
    ]).Select(key => key with { ChangesNumbers = false });

    private static SpecKey Loss(string path, string summary) => Figure(path, summary) with
    {
        AppliesWhere = [Measured],
        Advice = "Stupid back-off gives scores and no probabilities, so it has no loss: remove the key.",
    };

    private static SpecKey Figure(string path, string summary) => new(path, ValueKind.Expectation, summary)
    {
        IsOverridable = false,
        IsInherited = false,
    };
}
