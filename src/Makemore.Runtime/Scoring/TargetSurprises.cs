using Makemore.Runtime.Batches;
using Makemore.Runtime.Models;

namespace Makemore.Runtime.Scoring;

/// <summary>How much each target of some examples surprises a model.</summary>
internal sealed class TargetSurprises(ILanguageModel model)
{
    /// <summary>The most tokens of a batch.</summary>
    public int TokensAtOnce { get; } = Examples.TokensAtOnce(model.Vocabulary);

    /// <summary>-ln p of each target that is not ignored, in nats, in order; computed as they are asked for.</summary>
    public IEnumerable<double?> Of(Examples examples, CancellationToken cancellation)
    {
        double[] logProbabilities = [];
        foreach (var batch in examples.InBatches(TokensAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            if (logProbabilities.Length < batch.Targets.Length)
            {
                logProbabilities = new double[batch.Targets.Length];
            }

            model.TargetLogProbabilities(batch, logProbabilities.AsSpan(0, batch.Targets.Length));
            for (var target = 0; target < batch.Targets.Length; target++)
            {
                if (batch.Targets[target] >= 0)
                {
                    // 0 and not -0 of what is certain.
                    yield return 0 - logProbabilities[target];
                }
            }
        }
    }
}
