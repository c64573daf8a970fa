using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Training;

/// <summary>A figure of each split, such as its mean loss in nats per token; null where a split has no example.</summary>
public sealed record SplitLosses(double? Train, double? Dev, double? Test)
{
    /// <summary>The perplexities of losses in nats per token: e to the power of each.</summary>
    public SplitLosses Perplexities() => new(Exp(Train), Exp(Dev), Exp(Test));

    /// <summary>
    /// The same losses in bits per character, by which models with different tokens can be compared: a split's nats in all,
    /// over its characters and line ends, over ln 2.
    /// </summary>
    public SplitLosses BitsPerCharacter(TokenizedCorpus corpus) =>
        new(Bits(Train, corpus.Train), Bits(Dev, corpus.Dev), Bits(Test, corpus.Test));

    private static double? Exp(double? loss) => loss is { } nats ? Math.Exp(nats) : null;

    private static double? Bits(double? loss, TokenSequences split) =>
        loss * split.TokenCount / split.Characters / Math.Log(2);
}

/// <summary>Measures whole splits.</summary>
public static class SplitLoss
{
    /// <summary>Measures one split; null where it has no example, and where the model only scores.</summary>
    public static double? Of(ILanguageModel model, TokenSequences split, CancellationToken cancellation) =>
        !model.HasLoss || Examples.ForMeasurement(split, model.Context, model.IsWindowed).Count == 0 ? null
            : model.Loss(split, cancellation);

    /// <summary>Measures all splits.</summary>
    public static SplitLosses OfAll(ILanguageModel model, TokenizedCorpus corpus, CancellationToken cancellation) => new(
        Of(model, corpus.Train, cancellation), Of(model, corpus.Dev, cancellation), Of(model, corpus.Test, cancellation));
}
