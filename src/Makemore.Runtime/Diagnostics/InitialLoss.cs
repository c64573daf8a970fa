using System.Globalization;

namespace Makemore.Runtime.Diagnostics;

/// <summary>Judges the loss before the first step, which tells a bad initialization from a good one.</summary>
internal static class InitialLoss
{
    // By so many nats a guess may be worse than none; an even one has ln V.
    private const double Tolerance = 1;

    /// <summary>Whether a first loss is far above that of an even guess.</summary>
    /// <param name="loss">The first batch's loss without penalties, in nats per token.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    public static bool IsTooHigh(double loss, int vocabulary) => loss > Math.Log(vocabulary) + Tolerance;

    /// <summary>What to say of a loss that is far above that of an even guess, or null.</summary>
    /// <param name="loss">The first batch's loss without penalties, in nats per token.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    public static string? Warning(double loss, int vocabulary) => !IsTooHigh(loss, vocabulary)
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The loss at initialization is {loss:0.00}, far above ln({vocabulary}) = {Math.Log(vocabulary):0.00} of an even guess: the network is confidently wrong. " +
            $"Usual causes: the last layer starts too large (give it `init=(normal 0.01)`) or with a bias (start it at zero), or the layers before it " +
            $"have no `init=(kaiming ...)` and no normalization. Training goes on, but its first steps only shrink the logits.");
}
