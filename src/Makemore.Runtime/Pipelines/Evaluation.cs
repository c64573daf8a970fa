using Makemore.Runtime.Training;

namespace Makemore.Runtime.Pipelines;

/// <summary>How good a run is, by the whole splits, which were measured when it ended.</summary>
/// <param name="Run">The run.</param>
/// <param name="Losses">The mean losses, in nats per token.</param>
/// <param name="Perplexities">e to the power of each loss.</param>
/// <param name="BitsPerCharacter">By which models with different tokens can be compared; null where there is no loss.</param>
public sealed record Evaluation(Run Run, SplitLosses Losses, SplitLosses Perplexities, SplitLosses? BitsPerCharacter)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Run}, perplexity {Perplexities.Dev:0.00}");
}
