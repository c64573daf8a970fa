using Makemore.Runtime.Tensors;

namespace Makemore.Runtime.Training;

/// <summary>The weights of the lowest dev loss so far, which early stopping keeps.</summary>
/// <param name="Step">The steps made when it was measured.</param>
/// <param name="Loss">The dev loss, in nats per token.</param>
/// <param name="Waited">The measurements since then, none of which was lower.</param>
/// <param name="State">The model's state.</param>
public sealed record BestWeights(long Step, double Loss, int Waited, IReadOnlyList<NamedTensor> State)
{
    /// <summary>The best after another measurement.</summary>
    /// <param name="best">The best before it, if any.</param>
    /// <param name="step">The steps made.</param>
    /// <param name="loss">The dev loss.</param>
    /// <param name="minDelta">By how much it must be lower to count.</param>
    /// <param name="state">Copies the model's present state.</param>
    public static BestWeights After(BestWeights? best, long step, double loss, double minDelta,
        Func<IReadOnlyList<NamedTensor>> state) =>
        best is null || double.IsNaN(best.Loss) || loss < best.Loss - minDelta
            ? new(step, loss, Waited: 0, state())
            : best with { Waited = best.Waited + 1 };
}
