using Makemore.Runtime.Specs;

namespace Makemore.Runtime.Models.Ngram;

/// <summary>How the probability of a token is estimated from the counts of what followed a context.</summary>
public abstract class Smoothing
{
    /// <summary>Makes the estimator that a spec names.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="vocabulary">The number of tokens.</param>
    public static Smoothing Create(SmoothingSpec spec, int vocabulary) => spec.Type switch
    {
        SmoothingType.None => new AddConstant(0, vocabulary),
        SmoothingType.AddK => new AddConstant(spec.K, vocabulary),
        _ => throw new MakemoreException($"An n-gram model has no smoothing '{spec.Type}'."),
    };

    /// <summary>Estimates p(token | context).</summary>
    /// <param name="count">How often the token followed the context.</param>
    /// <param name="total">How often any token followed the context.</param>
    public abstract double Probability(long count, long total);
}

/// <summary>
/// Add-k smoothing, p = (c + k) / (N + k V) (Lidstone; Laplace for k = 1); k = 0 gives relative frequencies.
/// A context that was never seen has no relative frequencies: then the estimate is uniform, its limit for k towards 0.
/// </summary>
internal sealed class AddConstant(double k, int vocabulary) : Smoothing
{
    /// <inheritdoc/>
    public override double Probability(long count, long total) =>
        total == 0 ? 1.0 / vocabulary : (count + k) / (total + (k * vocabulary));
}
