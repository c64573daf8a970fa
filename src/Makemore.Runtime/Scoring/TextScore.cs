using System.Collections.Immutable;

namespace Makemore.Runtime.Scoring;

/// <summary>How well a model foresees a text.</summary>
/// <param name="Pieces">The text in order, with the end of a line as the last piece.</param>
public sealed record TextScore(ImmutableArray<ScoredPiece> Pieces)
{
    /// <summary>-ln p of the whole text in nats, summed in double precision.</summary>
    public double Nats { get; } = Pieces.Sum(piece => piece.Surprise ?? 0);

    /// <summary>The tokens that were predicted, the end of a line among them.</summary>
    public long Tokens { get; } = Pieces.Sum(piece => piece.Surprise is null ? 0L : piece.Tokens);

    /// <summary>The mean, in nats per token; null where the text is too short for a single prediction.</summary>
    public double? Loss => Tokens == 0 ? null : Nats / Tokens;

    /// <summary>e to the power of the loss.</summary>
    public double? Perplexity => Loss is { } loss ? Math.Exp(loss) : null;
}
