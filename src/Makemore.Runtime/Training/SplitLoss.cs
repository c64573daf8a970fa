using Makemore.Runtime.Data;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Training;

/// <summary>The mean losses of whole splits, in nats per token; null where a split has no example.</summary>
public sealed record SplitLosses(double? Train, double? Dev, double? Test);

/// <summary>Measures whole splits.</summary>
public static class SplitLoss
{
    /// <summary>Measures one split; null where it has no example, and where the model only scores.</summary>
    public static double? Of(ILanguageModel model, TokenSequences split, CancellationToken cancellation) =>
        !model.HasLoss || new Windows(split, model.Context).Count == 0 ? null : model.Loss(split, cancellation);

    /// <summary>Measures all splits.</summary>
    public static SplitLosses OfAll(ILanguageModel model, TokenizedCorpus corpus, CancellationToken cancellation) => new(
        Of(model, corpus.Train, cancellation), Of(model, corpus.Dev, cancellation), Of(model, corpus.Test, cancellation));
}
