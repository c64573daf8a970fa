namespace Makemore.Runtime.Scoring;

/// <summary>
/// The smallest stretch of whole characters that a model was scored on: most often one token, several where tokens are bytes
/// of one character.
/// </summary>
/// <param name="Text">The characters; empty for the end of a line.</param>
/// <param name="Tokens">The number of tokens, 1 or more.</param>
/// <param name="Surprise">
/// -ln p in nats, summed over the tokens; null where a running text begins, since the model does not see enough before it.
/// </param>
public readonly record struct ScoredPiece(string Text, int Tokens, double? Surprise)
{
    /// <summary>Whether it is the end of a line, which a model of lines predicts like any other token.</summary>
    public bool IsEnd => Text.Length == 0;
}
