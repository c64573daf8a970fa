using System.Globalization;

namespace Makemore.Runtime.Training;

/// <summary>A training whose loss left all bounds; the same settings come to the same end.</summary>
/// <param name="step">The number of changes of the weights before the loss was measured.</param>
/// <param name="loss">The loss, in nats per token.</param>
/// <param name="rate">The learning rate.</param>
public sealed class DivergedException(long step, double loss, double rate) : MakemoreException(Describe(step, loss, rate))
{
    // A guess that is confidently wrong starts at some tens of nats; a thousand even guesses are no model any more.
    private const double MostEvenGuesses = 1000;

    /// <summary>The number of changes of the weights before the loss was measured.</summary>
    public long Step { get; } = step;

    /// <summary>The loss, in nats per token.</summary>
    public double Loss { get; } = loss;

    /// <summary>Throws where a loss is not finite, or more than a thousand times that of an even guess.</summary>
    /// <param name="loss">The loss without penalties, in nats per token.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    /// <param name="step">The number of changes of the weights before.</param>
    /// <param name="rate">The learning rate.</param>
    internal static void ThrowIf(double loss, int vocabulary, long step, double rate)
    {
        if (!(loss <= MostEvenGuesses * Math.Log(Math.Max(2, vocabulary))))
        {
            throw new DivergedException(step, loss, rate) { ExitCode = 1 };
        }
    }

    private static string Describe(long step, double loss, double rate) => string.Create(
        CultureInfo.InvariantCulture,
        $"The loss became {loss:G6} at step {step} with learning rate {Format.SpecText.Format(rate)}. " +
        $"The usual cause is a learning rate that is too high: try {Format.SpecText.Format(rate / 10)}. " +
        $"Others are initial weights that are too large, and a batch normalization without epsilon on a constant input.");
}
